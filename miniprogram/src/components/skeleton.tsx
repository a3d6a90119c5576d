import { View } from '@tarojs/components';
import { useSlow } from '@/platform/clock';
import './skeleton.scss';

/** Grey shapes of what is coming. `row`: portrait and two lines; `goods`: square picture and two lines; `card`: title, lines, picture; `text`: two lines; `line`: a cell; `document`: a page of text. */
export type SkeletonShape = 'row' | 'goods' | 'text' | 'card' | 'line' | 'document';

export function Skeleton({ shape = 'row', count = 6, saying }: { shape?: SkeletonShape; count?: number; saying?: string }) {
  const slow = useSlow(true);
  return (
    <View className={`skeleton skeleton--${shape}`} ariaLabel="正在加载">
      {slow && <View className="skeleton__saying">{saying ?? '网络有点慢，正在加载…'}</View>}
      {Array.from({ length: shape === 'document' ? 1 : count }, (_, at) => at).map((at) => (
        <View key={at} className="skeleton__item">
          {(shape === 'row' || shape === 'goods') && <View className="skeleton__portrait" />}
          <View className="skeleton__lines">
            <View className="skeleton__line skeleton__line--first" />
            {shape !== 'line' && <View className="skeleton__line" />}
            {shape === 'document' && [0, 1, 2, 3, 4].map((line) => <View key={line} className="skeleton__line skeleton__line--whole" />)}
            {(shape === 'card' || shape === 'document') && <View className="skeleton__picture" />}
          </View>
        </View>
      ))}
    </View>
  );
}
