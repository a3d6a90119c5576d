import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Icon } from './icon';
import './sheet.scss';

type Props = { open: boolean; onClose: () => void; title?: string; foot?: ReactNode; children: ReactNode };

/** Comes up from the bottom for one small thing; a tap outside puts it away. */
export function Sheet({ open, onClose, title, foot, children }: Props) {
  if (!open) return null;
  return (
    <View className="sheet">
      <View className="sheet__shade" onClick={onClose} catchMove />
      <View className="sheet__panel">
        <View className="sheet__head">
          <View className="sheet__title">{title}</View>
          <View className="sheet__close" ariaRole="button" ariaLabel="关闭" onClick={onClose}>
            <Icon name="close" size={36} colour="secondary" />
          </View>
        </View>
        <View className="sheet__body">{children}</View>
        {foot && <View className="sheet__foot">{foot}</View>}
      </View>
    </View>
  );
}
