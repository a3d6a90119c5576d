import type { CallProgress as Progressed } from '@dianquan/shared/contract/call-list';
import { countText } from '@dianquan/shared/money';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { Stat, Stats } from '@/components/stat';

/** How far the calls are: in all, and for whoever follows several salespeople, whose are still open. */
export function CallProgress({ progress }: { progress: Progressed }) {
  const { tasks, open, told, read, salespeople } = progress;
  return (
    <Section title={`电话任务 ${countText(tasks)} 个`}>
      <Stats>
        <Stat count={open} label="待打" />
        <Stat count={told} label="已告知" />
        <Stat count={read} label="已读" />
      </Stats>
      {salespeople.length > 1 &&
        salespeople.map((one) => (
          <Row key={one.staffId ?? 0} title={one.name || '没有业务员的门店'} value={`还要打 ${one.open} 个，共 ${one.tasks} 个`} />
        ))}
    </Section>
  );
}
