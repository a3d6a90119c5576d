import { View } from '@tarojs/components';
import './link-text.scss';

/** A quiet way on, in words: 隐私说明, 都不是，新建门店. Still a full-size target. */
export function LinkText({ label, onTap }: { label: string; onTap: () => void }) {
  return (
    <View className="link-text" ariaRole="button" onClick={onTap}>
      {label}
    </View>
  );
}
