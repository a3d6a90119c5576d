import { countText, shortCountText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import './stat.scss';

/** One figure with its unit and what it counts. In full, unless the place is tight. */
export function Stat({
  count,
  unit,
  label,
  tight = false,
  onTap,
}: {
  count: number;
  unit?: string;
  label: string;
  tight?: boolean;
  onTap?: () => void;
}) {
  return (
    <View className="stat" onClick={onTap} ariaRole={onTap ? 'button' : undefined}>
      <View className="stat__line">
        <View className="stat__figure">{tight ? shortCountText(count) : countText(count)}</View>
        {unit && <View className="stat__unit">{unit}</View>}
      </View>
      <View className="stat__label">{label}</View>
    </View>
  );
}

/** Two to four figures beside each other. */
export function Stats({ children }: { children: ReactNode }) {
  return <View className="stats">{children}</View>;
}
