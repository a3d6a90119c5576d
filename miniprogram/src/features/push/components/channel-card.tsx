import type { ChannelState } from '@dianquan/shared/contract/delivery';
import { View } from '@tarojs/components';
import { Bar } from '@/components/bar';
import { Detail } from '@/components/detail';
import { NoticeStrip } from '@/components/notice-strip';
import { Stat, Stats } from '@/components/stat';
import { Tag } from '@/components/tag';
import { healthOf, limitBars, tokenWords, troubleWords } from '../words';
import './channel-card.scss';

/** How one channel is: what keeps it from sending, what of its limits is used up, its token, and what came of today. */
export function ChannelCard({ state }: { state: ChannelState }) {
  const { label, on, token, today } = state;
  const { word, tone } = healthOf(state);
  const trouble = troubleWords(state);
  const some = today.accepted + today.refused + today.unknown > 0;
  return (
    <View className="channel-card">
      <View className="channel-card__head">
        <View className="channel-card__title">{label}</View>
        <Tag tone={tone}>{word}</Tag>
      </View>
      {trouble !== null && <NoticeStrip icon="warning">{trouble}</NoticeStrip>}
      {on && token && <Detail label="访问凭证">{tokenWords(token)}</Detail>}
      {on && (
        <View className="channel-card__limits">
          {limitBars(state).map(({ key, isNear, ...bar }) => (
            <Bar key={key} {...bar} tone={isNear ? 'amber' : 'pine'} />
          ))}
        </View>
      )}
      {some && (
        <Stats>
          <Stat count={today.accepted} label="今天收下" tight />
          <Stat count={today.refused} label="今天被拒绝" tight />
          <Stat count={today.unknown} label="今天不明" tight />
        </Stats>
      )}
    </View>
  );
}
