import { QueryClientProvider } from '@tanstack/react-query';
import { useLaunch } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { listenToDemo } from '@/platform/demo-bridge';
import { watchNetwork } from '@/platform/network';
import { watchQueue } from '@/platform/offline-queue';
import { queryClient } from '@/platform/query';
import '@/theme/base.scss';

export default function App({ children }: { children: ReactNode }) {
  useLaunch(() => {
    watchNetwork();
    watchQueue();
    listenToDemo();
  });
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}
