import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import './detail.scss';

/** Label and whole value, for detail pages: long names wrap here, while in lists they end with …. */
export function Detail({ label, children }: { label: string; children: ReactNode }) {
  return (
    <View className="detail">
      <View className="detail__label">{label}</View>
      <View className="detail__value">{children ?? '未填'}</View>
    </View>
  );
}
