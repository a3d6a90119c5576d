import { AnswerView } from '@/components/answer-view';
import { PageFrame } from '@/components/page-frame';
import { ChannelCard } from '@/features/push/components/channel-card';
import { useAnswer } from '@/platform/query';
import { useShown } from '@/platform/shown';

const AGAIN = 10_000;

/** Health, limits and tokens of the channels, kept up to date while one looks. */
export default function ChannelsPage() {
  const shown = useShown();
  const answer = useAnswer('delivery.channels', undefined, { every: () => shown && AGAIN, staleTime: 0 });
  return (
    <PageFrame>
      <AnswerView answer={answer} skeleton="card">
        {({ items }) => items.map((state) => <ChannelCard key={state.channel} state={state} />)}
      </AnswerView>
    </PageFrame>
  );
}
