import { focusManager, onlineManager } from '@tanstack/react-query';
import Taro from '@tarojs/taro';
import { create } from 'zustand';

/** Whether the phone has a network at all. A request may fail all the same. */
export const useNetwork = create<{ online: boolean }>()(() => ({ online: true }));

function set(online: boolean): void {
  useNetwork.setState({ online });
  onlineManager.setOnline(online);
}

/** Called once, at launch. */
export function watchNetwork(): void {
  if (process.env.TARO_ENV === 'h5') {
    set(window.navigator.onLine);
    window.addEventListener('online', () => set(true));
    window.addEventListener('offline', () => set(false));
    return;
  }
  onlineManager.setEventListener(() => undefined);
  void Taro.getNetworkType().then(({ networkType }) => set(networkType !== 'none'));
  Taro.onNetworkStatusChange(({ isConnected }) => set(isConnected));
  focusManager.setEventListener((focused) => {
    Taro.onAppShow(() => focused(true));
    Taro.onAppHide(() => focused(false));
    return undefined;
  });
}
