import { countText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { AnswerView } from '@/components/answer-view';
import { Chips } from '@/components/chips';
import { EmptyState } from '@/components/empty-state';
import { PageFrame } from '@/components/page-frame';
import { TabStrip } from '@/components/tab-strip';
import { ScoreRow } from '@/features/scoreboard/components/score-row';
import { MEASURES, type Measure, ranked, totalOf } from '@/features/scoreboard/measures';
import { daysOf, PERIODS, type Period } from '@/features/scoreboard/periods';
import { hasRole, useActor } from '@/features/session/use-actor';
import { clockNow } from '@/platform/clock';
import { goTo } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';
import './index.scss';

/** How far each salesperson is; every row opens the list that makes it up. */
export default function ScoreboardPage() {
  const actor = useActor();
  const [period, setPeriod] = useState<Period>('month');
  const [measure, setMeasure] = useState<Measure>('shops');
  // Colleagues' figures are for all to see; whom they brought in, only for those above them.
  const seesAll = hasRole(actor, 'manager', 'office', 'admin');
  const days = daysOf(period, clockNow());
  const board = useAnswer('invitations.scoreboard', { query: days });
  const { label, unit } = MEASURES.find(({ key }) => key === measure) ?? { label: '', unit: '' };
  return (
    <PageFrame>
      <TabStrip tabs={MEASURES} current={measure} onChange={setMeasure} />
      <View className="scoreboard__periods">
        <Chips options={PERIODS} chosen={[period]} onChange={([chosen]) => setPeriod(chosen ?? 'month')} />
      </View>
      <AnswerView answer={board} skeleton="row">
        {({ items }) => (
          <>
            <View className="scoreboard__total">
              合计{label} {countText(totalOf(items, measure))} {unit}
            </View>
            {ranked(items, measure).map(({ score, share }, at) => (
              <ScoreRow
                key={score.staffId}
                place={at + 1}
                score={score}
                share={share}
                measure={measure}
                isMe={score.staffId === actor?.staff?.id}
                onTap={
                  seesAll || score.staffId === actor?.staff?.id
                    ? () => goTo('attribution', { staffId: score.staffId, name: score.name, period })
                    : undefined
                }
              />
            ))}
            {items.length === 0 && <EmptyState icon="trophy" title="还没有业务员" text="管理员添加业务员后，这里按业绩排名。" />}
          </>
        )}
      </AnswerView>
    </PageFrame>
  );
}
