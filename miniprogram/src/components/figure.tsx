import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import './figure.scss';

/** At the right of a row: the figure, and under it the word or tag that goes with it. The name beside it keeps its room. */
export function Figure({ children, below }: { children: ReactNode; below?: ReactNode }) {
  return (
    <View className="figure">
      <View className="figure__count">{children}</View>
      {below && <View className="figure__below">{below}</View>}
    </View>
  );
}
