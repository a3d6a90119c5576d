import { countText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { Bar } from '@/components/bar';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { Stat, Stats } from '@/components/stat';
import { Tag } from '@/components/tag';
import { Time } from '@/components/time';
import type { Report } from '../use-report';
import { funnelBars, headline, orderedWords, peopleLine, STATE_ZH } from '../words';
import './report-head.scss';

export function ReportHead({ report, onOrdered }: { report: Report; onOrdered?: () => void }) {
  const { counts, ordered } = report;
  return (
    <View className="report-head">
      <View className="report-head__card">
        <View className="report-head__title">{report.title}</View>
        <View className="report-head__meta">
          <Tag tone={report.state === 'withdrawn' ? 'danger' : 'pine'}>{STATE_ZH[report.state]}</Tag>
          {report.publishedAt && <Time at={report.publishedAt} />}
        </View>
        <View className="report-head__headline">{headline(report)}</View>
        <View className="report-head__people">{peopleLine(report)}</View>
        <Stats>
          <Stat count={counts.people} unit="人" label="应读" tight />
          <Stat count={counts.read} unit="人" label="已读" tight />
          {counts.acknowledged > 0 && <Stat count={counts.acknowledged} unit="人" label="已确认" tight />}
          {counts.understood > 0 && <Stat count={counts.understood} unit="人" label="答对题" tight />}
        </Stats>
      </View>
      {ordered && (
        <Section flush>
          <Row
            icon="cart"
            title={`看过后下单 ${countText(ordered.shops)} 家`}
            text={orderedWords(ordered)}
            onTap={ordered.shops > 0 ? onOrdered : undefined}
          />
        </Section>
      )}
      <Section title="在哪一步流失">
        {funnelBars(report.funnel).map(({ key, label, figure, share, note, isWorst }) => (
          <Bar key={key} label={label} figure={figure} share={share} note={note} tone={isWorst ? 'amber' : 'pine'} />
        ))}
      </Section>
    </View>
  );
}
