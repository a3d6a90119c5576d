import type { ImportView } from '@dianquan/shared/contract/shops';
import { countText } from '@dianquan/shared/money';
import { dateTimeText } from '@dianquan/shared/time-text';
import { View } from '@tarojs/components';
import { Detail } from '@/components/detail';
import { Progress } from '@/components/progress';
import { Section } from '@/components/section';
import { isGoing, outcomeWords, progressWords } from '../words';
import './import-outcome.scss';

const COUNTS: { key: 'created' | 'updated' | 'merged' | 'unchanged' | 'faulty'; label: string }[] = [
  { key: 'created', label: '新增门店' },
  { key: 'updated', label: '更新' },
  { key: 'merged', label: '并入同一家' },
  { key: 'unchanged', label: '没有变化' },
  { key: 'faulty', label: '有错误，没导入' },
];

/** How far an import is, what came of it, and what is wrong with the rest, row by row. */
export function ImportOutcome({ view }: { view: ImportView }) {
  return (
    <View className="import-outcome">
      <View className="import-outcome__head">
        <View className="import-outcome__words">{isGoing(view) ? '正在导入门店' : outcomeWords(view)}</View>
        {isGoing(view) && <Progress saying={progressWords(view)} done={view.job.done} total={view.job.total ?? view.rows} />}
        {view.job.error && <View className="import-outcome__error">{view.job.error}</View>}
      </View>
      <Section flush>
        {COUNTS.map(({ key, label }) => (
          <View key={key} className="import-outcome__count">
            <View className={key === 'faulty' && view.faulty > 0 ? 'import-outcome__bad' : undefined}>{label}</View>
            <View className="import-outcome__figure">{countText(view[key])} 行</View>
          </View>
        ))}
      </Section>
      {view.faults.length > 0 && (
        <Section title={view.faulty > view.faults.length ? `错误（前 ${view.faults.length} 条，全部在表里）` : '错误'} flush>
          {view.faults.map(({ line, column, value, reason }) => (
            <View key={`${line} ${column} ${reason}`} className="import-outcome__fault">
              <View className="import-outcome__place">
                第 {line} 行 · {column}
              </View>
              <View className="import-outcome__reason">{reason}</View>
              {value !== '' && <View className="import-outcome__value">表里写的是“{value}”</View>}
            </View>
          ))}
        </Section>
      )}
      <Section flush>
        <Detail label="文件">{view.fileName}</Detail>
        <Detail label="导入人">{view.startedBy}</Detail>
        <Detail label="时间">{dateTimeText(view.startedAt)}</Detail>
      </Section>
    </View>
  );
}
