import { countText } from '@dianquan/shared/money';
import { dateTimeText } from '@dianquan/shared/time-text';
import { Detail } from '@/components/detail';
import { NoticeStrip } from '@/components/notice-strip';
import { Progress } from '@/components/progress';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { type ImportView, isGoing, outcomeText } from '../import-columns';

const COUNTS = [
  ['created', '新增规格'],
  ['updated', '更新'],
  ['unchanged', '没有变化'],
  ['faulty', '有错误，没导入'],
] as const;

/** How far an import is, what came of it, and what is wrong with the rest, row by row. */
export function ProductImportOutcome({ view }: { view: ImportView }) {
  return (
    <>
      <Section>
        {isGoing(view) ? (
          <Progress saying={outcomeText(view)} done={view.job.done} total={view.job.total ?? view.rows} />
        ) : (
          <Detail label="结果">{outcomeText(view)}</Detail>
        )}
      </Section>
      {view.job.error && <NoticeStrip icon="warning">{view.job.error}</NoticeStrip>}
      <Section flush>
        {COUNTS.map(([key, label]) => (
          <Row key={key} title={label} strong={key === 'faulty' && view.faulty > 0} value={`${countText(view[key])} 行`} />
        ))}
      </Section>
      {view.faults.length > 0 && (
        <Section title={view.faulty > view.faults.length ? `错误（前 ${view.faults.length} 条，全部在表里）` : '错误'}>
          {view.faults.map(({ line, column, value, reason }) => (
            <Detail key={`${line} ${column} ${reason}`} label={`第 ${line} 行 ${column}`}>
              {value === '' ? reason : `${reason}（表里写的是“${value}”）`}
            </Detail>
          ))}
        </Section>
      )}
      <Section>
        <Detail label="文件">{view.fileName}</Detail>
        <Detail label="导入人">{view.startedBy}</Detail>
        <Detail label="时间">{dateTimeText(view.startedAt)}</Detail>
      </Section>
    </>
  );
}
