import { View } from '@tarojs/components';
import { Ring } from '@/components/ring';
import type { Answer } from '@/platform/contract';
import './my-figures.scss';

type Figures = Pick<Answer<'invitations.scoreboard'>['items'][number], 'today' | 'shops' | 'target' | 'joined' | 'landed'>;

/** Today and this month, quietly: the code is what the page is for. */
export function MyFigures({ figures, onTap }: { figures: Figures; onTap: () => void }) {
  const { today, shops, target, joined, landed } = figures;
  return (
    <View className="my-figures" ariaRole="button" onClick={onTap}>
      <View className="my-figures__words">
        <View className="my-figures__line">
          今天<View className="my-figures__today">+{today}</View>人
        </View>
        <View className="my-figures__text">
          本月 {landed} 次打开，{joined} 人加入
        </View>
        <View className="my-figures__text">
          已带来 {shops} 家店，目标 {target} 家
        </View>
      </View>
      <Ring share={target === 0 ? 0 : shops / target} size={168}>
        <View className="my-figures__share">{shops}</View>
        <View className="my-figures__of">/ {target} 家</View>
      </Ring>
    </View>
  );
}
