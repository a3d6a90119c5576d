import Swipe from '@nutui/nutui-react-taro/dist/es/packages/swipe/index';
import '@nutui/nutui-react-taro/dist/es/packages/swipe/style/css';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import './swipe-row.scss';

/** A row with one thing to do behind it, uncovered by a swipe to the left. Nothing may be reachable only this way. */
export function SwipeRow({ action, onAction, children }: { action: string; onAction: () => void; children: ReactNode }) {
  return (
    <Swipe
      className="swipe-row"
      rightAction={
        <View className="swipe-row__action" ariaRole="button" onClick={onAction}>
          {action}
        </View>
      }
    >
      <View className="swipe-row__content">{children}</View>
    </Swipe>
  );
}
