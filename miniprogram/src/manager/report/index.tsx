import { View } from '@tarojs/components';
import { useState } from 'react';
import { AnswerView } from '@/components/answer-view';
import { PageFrame } from '@/components/page-frame';
import { TabStrip } from '@/components/tab-strip';
import { DeliveryList } from '@/features/push/components/delivery-list';
import { PublishingProgress } from '@/features/report/components/publishing-progress';
import { ReportBar } from '@/features/report/components/report-bar';
import { ReportHead } from '@/features/report/components/report-head';
import { ReportList } from '@/features/report/components/report-list';
import { type Report, useReport } from '@/features/report/use-report';
import { hasRole, useActor } from '@/features/session/use-actor';
import { goTo, usePageId, usePageQuery } from '@/platform/navigation';
import './index.scss';

const TABS = [
  { key: 'reading' as const, label: '阅读' },
  { key: 'sending' as const, label: '推送' },
];
type Tab = (typeof TABS)[number]['key'];

export default function ReportPage() {
  const id = usePageId();
  const report = useReport(id);
  const mayAct = hasRole(useActor(), 'manager', 'admin');
  const [tab, setTab] = useState<Tab>(usePageQuery().tab === 'sending' ? 'sending' : 'reading');
  return (
    <PageFrame bar={report.data && <ReportBar report={report.data} mayAct={mayAct} />}>
      {/* In a box of its own: of the two strips only the one of the list stays in sight. */}
      <View>
        <TabStrip tabs={TABS} current={tab} onChange={setTab} />
      </View>
      {tab === 'sending' ? (
        <DeliveryList id={id} onMass={mayAct ? () => goTo('massMessages', { announcementId: id }) : undefined} />
      ) : (
        <AnswerView answer={report} skeleton="document">
          {(data) => (data.state === 'publishing' ? <Publishing report={data} /> : <Content report={data} />)}
        </AnswerView>
      )}
    </PageFrame>
  );
}

function Publishing({ report }: { report: Report }) {
  return (
    <>
      <PublishingProgress id={report.id} />
      <ReportHead report={report} />
    </>
  );
}

function Content({ report }: { report: Report }) {
  const [view, setView] = useState<Parameters<typeof ReportList>[0]['view']>({ unread: true, by: 'person' });
  return (
    <ReportList
      id={report.id}
      head={<ReportHead report={report} onOrdered={() => goTo('reachShops', { id: report.id, title: report.title })} />}
      view={view}
      onView={setView}
    />
  );
}
