import { useEffect, useRef } from 'react';

/** Taro as specs see it: what a page asks of the platform is written down in `phone`, and what happens to it is told through it. */
type Reply = { statusCode: number; data: unknown };
type Asked = { url: string; method: string; data?: string; header: Record<string, string> };
type Hook = () => void;

class Phone {
  requests: Asked[] = [];
  /** Answers requests; a thrown object is a failed one, as `{ errMsg: 'request:fail' }`. */
  answer: (asked: Asked) => Reply | Promise<Reply> = () => ({ statusCode: 404, data: null });
  storage = new Map<string, string>();
  toasts: string[] = [];
  went: string[] = [];
  logins = 0;
  /** How many pages lie on each other. */
  depth = 2;
  /** The one on top. */
  route = 'pages/home/index';
  params: Record<string, string> = {};
  pulls = new Set<Hook>();
  bottoms = new Set<Hook>();
  tabTaps = new Set<Hook>();
  refreshing = 0;
  /** What is said to a question. */
  says = true;
  asked: string[] = [];
  private networkListeners = new Set<(state: { isConnected: boolean }) => void>();

  reset(): void {
    Object.assign(this, {
      requests: [],
      toasts: [],
      went: [],
      logins: 0,
      depth: 2,
      route: 'pages/home/index',
      params: {},
      refreshing: 0,
      says: true,
      asked: [],
      answer: () => ({ statusCode: 404, data: null }),
    });
    this.storage.clear();
  }
  tapTab(): void {
    for (const hook of this.tabTaps) hook();
  }
  pullDown(): void {
    this.refreshing += 1;
    for (const hook of this.pulls) hook();
  }
  reachBottom(): void {
    for (const hook of this.bottoms) hook();
  }
  onNetwork(listener: (state: { isConnected: boolean }) => void): void {
    this.networkListeners.add(listener);
  }
  setOnline(isConnected: boolean): void {
    for (const listener of this.networkListeners) listener({ isConnected });
  }
}

export const phone = new Phone();

const Taro = {
  request: async (asked: Asked) => {
    phone.requests.push(asked);
    return phone.answer(asked);
  },
  login: async () => {
    phone.logins += 1;
    return { code: `code-${phone.logins}` };
  },
  getStorageSync: (key: string) => phone.storage.get(key) ?? '',
  setStorageSync: (key: string, value: string) => void phone.storage.set(key, value),
  removeStorageSync: (key: string) => void phone.storage.delete(key),
  getNetworkType: async () => ({ networkType: 'wifi' }),
  onNetworkStatusChange: (listener: (state: { isConnected: boolean }) => void) => phone.onNetwork(listener),
  onAppShow: () => undefined,
  onAppHide: () => undefined,
  showToast: async ({ title }: { title: string }) => void phone.toasts.push(title),
  showModal: async ({ title }: { title: string }) => {
    phone.asked.push(title);
    return { confirm: phone.says };
  },
  downloadFile: async ({ url }: { url: string }) => ({ statusCode: 200, tempFilePath: url }),
  stopPullDownRefresh: () => {
    phone.refreshing -= 1;
  },
  setNavigationBarTitle: async () => undefined,
  setTabBarBadge: async () => undefined,
  removeTabBarBadge: async () => undefined,
  getCurrentPages: () => Array.from({ length: phone.depth }, () => ({ route: phone.route })),
  getCurrentInstance: () => ({ page: { config: {} } }),
  navigateTo: async ({ url }: { url: string }) => void phone.went.push(`navigateTo ${url}`),
  redirectTo: async ({ url }: { url: string }) => void phone.went.push(`redirectTo ${url}`),
  switchTab: async ({ url }: { url: string }) => void phone.went.push(`switchTab ${url}`),
  navigateBack: async () => void phone.went.push('back'),
  pxTransform: (size: number) => `${size}rpx`,
};
export default Taro;

/** As Taro's own: the newest function is the one that is told. */
function useListening(hooks: Set<Hook>, hook: Hook): void {
  const newest = useRef(hook);
  newest.current = hook;
  useEffect(() => {
    const tell = () => newest.current();
    hooks.add(tell);
    return () => {
      hooks.delete(tell);
    };
  }, [hooks]);
}

function useOnce(hook: Hook): void {
  const first = useRef(hook);
  useEffect(() => first.current(), []);
}

export const useRouter = () => ({ path: 'pages/home/index', params: phone.params });
export const usePullDownRefresh = (hook: Hook) => useListening(phone.pulls, hook);
export const useReachBottom = (hook: Hook) => useListening(phone.bottoms, hook);
export const useTabItemTap = (hook: Hook) => useListening(phone.tabTaps, hook);
export const useDidShow = useOnce;
export const useDidHide = () => undefined;
export const useUnload = () => undefined;
export const useShareAppMessage = () => undefined;
export const useLaunch = useOnce;
