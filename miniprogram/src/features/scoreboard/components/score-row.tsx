import { countText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { Avatar } from '@/components/avatar';
import { Bar } from '@/components/bar';
import { MEASURES, type Measure, type Score } from '../measures';
import './score-row.scss';

type Props = { place: number; score: Score; share: number; measure: Measure; isMe: boolean; onTap?: () => void };

export function ScoreRow({ place, score, share, measure, isMe, onTap }: Props) {
  const unit = MEASURES.find(({ key }) => key === measure)?.unit ?? '';
  const today = score.today > 0 ? ` · 今天 +${score.today}` : '';
  const note = `打开 ${countText(score.landed)} 次 · 加入 ${countText(score.joined)} 人${today}`;
  return (
    <View className={isMe ? 'score-row score-row--me' : 'score-row'} ariaRole={onTap ? 'button' : undefined} onClick={onTap}>
      <View className="score-row__place">{place}</View>
      <Avatar url={score.avatarUrl} name={score.name} size={88} />
      <View className="score-row__bar">
        <Bar
          label={isMe ? `${score.name}（我）` : score.name}
          figure={`${countText(score[measure])} ${unit}`}
          share={share}
          note={note}
          tone="pine"
        />
      </View>
    </View>
  );
}
