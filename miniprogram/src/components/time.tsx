import type { Instant } from '@dianquan/shared/time-text';
import { Text } from '@tarojs/components';
import { useTimeText } from '@/platform/clock';

/** 刚刚, 12 分钟前, 昨天 14:05, 11月22日; keeps itself right while it is on screen. */
export function Time({ at, className }: { at: Instant; className?: string }) {
  return <Text className={className}>{useTimeText(at)}</Text>;
}
