import { useDidHide, useDidShow } from '@tarojs/taro';
import { useState } from 'react';

/** Is this page the one on top? What asks again and again rests while it is not. */
export function useShown(): boolean {
  const [shown, set] = useState(true);
  useDidShow(() => set(true));
  useDidHide(() => set(false));
  return shown;
}
