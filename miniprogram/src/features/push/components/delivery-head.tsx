import type { DeliveryReport } from '@dianquan/shared/contract/delivery';
import { View } from '@tarojs/components';
import { Bar } from '@/components/bar';
import { Progress } from '@/components/progress';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { channelBars, endWords, isGoing, people, progressWords, stateRows } from '../words';
import './delivery-head.scss';

/** What really happened: by channel, by reason, and in which state everybody is. */
export function DeliveryHead({ report, onMass }: { report: DeliveryReport; onMass?: () => void }) {
  const bars = channelBars(report);
  const states = stateRows(report);
  const hasMass = report.channels.some(({ channel }) => channel === 'wecom-mass');
  return (
    <View className="delivery-head">
      <View className="delivery-head__card">
        {isGoing(report.state) ? (
          <Progress saying={progressWords(report)} done={report.settled} total={report.state === 'planning' ? null : report.people} />
        ) : (
          <View className="delivery-head__end">{endWords(report)}</View>
        )}
      </View>
      {bars.length > 0 && (
        <Section title="各通道收下的">
          {bars.map(({ key, ...bar }) => (
            <Bar key={key} {...bar} />
          ))}
        </Section>
      )}
      {report.reasons.length > 0 && (
        <Section title="没送到的原因" flush>
          {report.reasons.map(({ channel, label, code, text, people: some }) => (
            <Row
              key={`${channel}-${code}-${text}`}
              wrap
              title={text}
              text={[label, code].filter(Boolean).join(' · ')}
              value={people(some)}
            />
          ))}
        </Section>
      )}
      {states.length > 0 && (
        <Section title="每个人的结果" flush>
          {states.map(({ key, label, figure }) => (
            <Row key={key} title={label} value={figure} />
          ))}
        </Section>
      )}
      {hasMass && onMass && (
        <Section flush>
          <Row icon="send" title="业务员群发任务" text="谁确认了，谁还没确认" onTap={onMass} />
        </Section>
      )}
    </View>
  );
}
