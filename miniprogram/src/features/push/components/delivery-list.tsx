import type { AttemptView, DeliveryReport } from '@dianquan/shared/contract/delivery';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { AnswerView } from '@/components/answer-view';
import { Chips } from '@/components/chips';
import { EmptyState } from '@/components/empty-state';
import { PagedList } from '@/components/paged-list';
import { Row } from '@/components/row';
import { Select } from '@/components/select';
import { Tag } from '@/components/tag';
import { type AttemptFilter, useAttempts, useDelivery } from '../use-push';
import { ATTEMPT_TONE, ATTEMPT_ZH, attemptWords } from '../words';
import { DeliveryHead } from './delivery-head';
import './delivery-list.scss';

type Chosen = { state: NonNullable<AttemptFilter['state']> | 'any'; channel: NonNullable<AttemptFilter['channel']> | 'any' };
const STATES = [
  { key: 'any' as const, label: '全部' },
  ...(['accepted', 'refused', 'unknown'] as const).map((key) => ({ key, label: ATTEMPT_ZH[key] })),
];

/** The sending of an announcement and every attempt of it. */
export function DeliveryList({ id, onMass }: { id: number; onMass?: () => void }) {
  const answer = useDelivery(id);
  return (
    <AnswerView answer={answer} skeleton="document">
      {(report) =>
        report.state === 'none' ? (
          <EmptyState icon="send" title="这条公告没有往外推送" text="人人的收件箱里都有它；发布时能通知到的人才会列在这里。" />
        ) : (
          <Attempts id={id} report={report} onMass={onMass} />
        )
      }
    </AnswerView>
  );
}

function Attempts({ id, report, onMass }: { id: number; report: DeliveryReport; onMass?: () => void }) {
  const [{ state, channel }, choose] = useState<Chosen>({ state: 'any', channel: 'any' });
  const attempts = useAttempts(id, { state: state === 'any' ? undefined : state, channel: channel === 'any' ? undefined : channel });
  const channels = report.channels.filter((one) => one.channel !== 'inbox').map(({ channel: key, label }) => ({ key, label }));
  return (
    <PagedList<AttemptView>
      pages={attempts}
      skeleton="line"
      head={
        <>
          <DeliveryHead report={report} onMass={onMass} />
          <View className="delivery-list__filters">
            <Chips options={STATES} chosen={[state]} onChange={([one]) => one && choose({ state: one, channel })} />
            {channels.length > 1 && (
              <Select
                options={[{ key: 'any' as const, label: '全部通道' }, ...channels]}
                chosen={channel}
                onChange={(one) => choose({ state, channel: one })}
              />
            )}
          </View>
        </>
      }
      keyOf={(attempt) => attempt.id}
      row={(attempt) => (
        <Row
          wrap
          title={`${attempt.name} · ${attempt.shopName}`}
          text={attemptWords(attempt)}
          value={<Tag tone={ATTEMPT_TONE[attempt.state]}>{ATTEMPT_ZH[attempt.state]}</Tag>}
        />
      )}
      empty={{ icon: 'send', title: '还没有这样的发送', text: '换一个结果或通道看看，也可以下拉刷新。' }}
    />
  );
}
