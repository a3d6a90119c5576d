import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon';
import './notice-strip.scss';

/** A line on amber that asks for something: 待确认 2. With a tap when it leads there. */
export function NoticeStrip({ icon = 'info', children, onTap }: { icon?: IconName; children: ReactNode; onTap?: () => void }) {
  return (
    <View className="notice-strip" ariaRole={onTap ? 'button' : undefined} onClick={onTap}>
      <Icon name={icon} size={36} colour="amber" />
      <View className="notice-strip__words">{children}</View>
      {onTap && <Icon name="right" size={28} colour="amber" />}
    </View>
  );
}
