import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { ReactNode } from 'react';
import { COLOURS } from '@/theme/tokens';
import './ring.scss';

/** A quiet ring for part of a whole (this month 62 of 150); the words inside say the same. */
export function Ring({ share, size = 200, children }: { share: number; size?: number; children: ReactNode }) {
  const angle = Math.max(0, Math.min(1, share)) * 360;
  const side = Taro.pxTransform(size);
  return (
    <View
      className="ring"
      style={{ width: side, height: side, background: `conic-gradient(${COLOURS.pine} ${angle}deg, #E4E7E3 ${angle}deg)` }}
    >
      <View className="ring__hole">{children}</View>
    </View>
  );
}
