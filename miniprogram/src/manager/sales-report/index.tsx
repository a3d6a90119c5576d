import { dayOf } from '@dianquan/shared/time-text';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { TabStrip } from '@/components/tab-strip';
import { SalesBar } from '@/features/sales-report/components/sales-bar';
import { SalesTotal } from '@/features/sales-report/components/sales-total';
import { SpanPicker } from '@/features/sales-report/components/span-picker';
import { BYS, type By, behind, SPANS, type SpanName, spanOf } from '@/features/sales-report/spans';
import { clockNow } from '@/platform/clock';
import { saveFile } from '@/platform/files';
import { goTo, usePageQuery } from '@/platform/navigation';
import { useAnswer, usePages } from '@/platform/query';

/** What was ordered, by time, shop, salesperson, product, category or region; every figure opens the lines that make it. */
export default function SalesReportPage() {
  const today = dayOf(clockNow());
  const { span: usedSpan } = usePageQuery();
  const asked = SPANS.find(({ key }) => key === usedSpan)?.key ?? 'month';
  const start = asked === 'own' ? 'month' : asked;
  const [name, setName] = useState<SpanName>(start);
  const [span, setSpan] = useState(() => spanOf(start, today));
  const [by, setBy] = useState<By>('day');
  const pages = usePages('reports.sales', { query: { ...span, by } });
  const total = useAnswer('reports.sales', { query: { ...span, by: 'year', limit: 1 } }).data?.total;
  const most = Math.max(0, ...pages.items.map(({ fen }) => fen));
  return (
    <PageFrame
      bar={
        <ActionBar>
          <Button
            icon="download"
            label="导出表格"
            busyLabel="正在导出…"
            onTap={() => saveFile('reports.exportSales', { query: { ...span, by } }, `销售统计-${span.from}-${span.to}.xlsx`)}
          />
        </ActionBar>
      }
    >
      <SpanPicker
        name={name}
        span={span}
        today={today}
        onChange={(chosen, days) => {
          setName(chosen);
          setSpan(days);
        }}
      />
      <SalesTotal total={total} />
      <TabStrip current={by} onChange={setBy} tabs={BYS} />
      <PagedList
        skeleton="text"
        pages={pages}
        keyOf={({ key }) => key}
        row={(row) => (
          <SalesBar row={row} most={most} onTap={() => goTo('salesLines', { ...behind(by, row.key, span), title: row.label })} />
        )}
        empty={{ icon: 'chart', title: '这段时间没有订货', text: '换一段日子看看。' }}
      />
    </PageFrame>
  );
}
