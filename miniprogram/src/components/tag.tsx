import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import './tag.scss';

/** A word on a tint. The word says it; the colour only helps. */
export function Tag({ tone = 'plain', children }: { tone?: 'plain' | 'pine' | 'amber' | 'danger'; children: ReactNode }) {
  return <View className={`tag tag--${tone}`}>{children}</View>;
}
