import type { Network } from './network';
import type { Pages } from './pages';
import type { Screen } from './screen';

type Done<T = unknown> = { success?: (result: T) => void; fail?: (error: { errMsg: string }) => void; complete?: () => void };
export type Person = {
  /** What wx.login answers, asked for at every login. */
  loginCode: () => string | Promise<string>;
  /** Also makes the client WeCom's: `wx.qy.login` gives the code. */
  wecom?: boolean;
  /** What the one-tap button answers; null when the person says no. */
  phoneCode?: () => string | null | Promise<string | null>;
  /** What the person does with the payment sheet, given what wx.requestPayment was handed; without it nobody can pay. */
  payment?: (params: Record<string, string>) => Payment | Promise<Payment>;
  /** What the person chooses on the sheet that asks for messages; without it the sheet cannot be shown. */
  subscription?: (tmplIds: string[]) => Record<string, string> | Promise<Record<string, string>>;
  /** Paths of files on this machine that the person picks. */
  picks?: () => string[];
  location?: { latitude: number; longitude: number } | null;
};
export type Payment = 'confirm' | 'cancel';
/** What the app did outside itself. */
export type Outside = {
  calls: string[];
  clipboard: string[];
  opened: string[];
  saved: string[];
  titles: string[];
  badges: Map<number, string>;
  refreshing: boolean;
};

const SYSTEM = {
  platform: 'devtools',
  system: 'Android 12',
  brand: 'devtools',
  model: 'runner',
  version: '8.0.50',
  SDKVersion: '3.5.0',
  pixelRatio: 2,
  windowWidth: 390,
  windowHeight: 760,
  screenWidth: 390,
  screenHeight: 844,
  statusBarHeight: 44,
  language: 'zh_CN',
  fontSizeSetting: 16,
  safeArea: { left: 0, right: 390, top: 44, bottom: 810, width: 390, height: 766 },
};

/** The part of `wx` that the app uses. What is missing here is missing for the app: Taro says so by name. */
export function platform(
  person: Person,
  storage: Map<string, string>,
  parts: { network: Network; pages: Pages; screen: Screen },
  outside: Outside,
  launch: object,
) {
  const ok =
    (api: string, act: (given: never) => void = () => undefined) =>
    (given: Done = {}) => {
      act(given as never);
      given.success?.({ errMsg: `${api}:ok` });
      given.complete?.();
    };
  const later =
    <T>(api: string, make: () => T | Promise<T>) =>
    (given: Done<T>) => {
      void Promise.resolve()
        .then(make)
        .then(
          (result) => given.success?.(result),
          (error: Error) => given.fail?.({ errMsg: `${api}:fail ${error.message}` }),
        )
        .finally(() => given.complete?.());
    };
  const login = later('login', async () => ({ code: await person.loginCode(), errMsg: 'login:ok' }));
  const wx: Record<string, unknown> = {
    ...parts.network.api(),
    ...parts.pages.api(),
    ...parts.screen.api(),
    login,
    canIUse: () => true,
    nextTick: (act: () => void) => setTimeout(act, 0),
    getSystemInfoSync: () => SYSTEM,
    getSystemInfo: later('getSystemInfo', () => SYSTEM),
    getWindowInfo: () => SYSTEM,
    getDeviceInfo: () => SYSTEM,
    getAppBaseInfo: () => SYSTEM,
    getSystemSetting: () => SYSTEM,
    getLaunchOptionsSync: () => launch,
    getEnterOptionsSync: () => launch,
    getAccountInfoSync: () => ({ miniProgram: { appId: 'wxrunner', envVersion: 'develop', version: '' } }),
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: string) => void storage.set(key, value),
    removeStorageSync: (key: string) => void storage.delete(key),
    clearStorageSync: () => storage.clear(),
    setNavigationBarTitle: ok('setNavigationBarTitle', ({ title }: { title: string }) => outside.titles.push(title)),
    stopPullDownRefresh: ok('stopPullDownRefresh', () => {
      outside.refreshing = false;
    }),
    startPullDownRefresh: ok('startPullDownRefresh'),
    pageScrollTo: ok('pageScrollTo'),
    setTabBarBadge: ok('setTabBarBadge', ({ index, text }: { index: number; text: string }) => outside.badges.set(index, text)),
    removeTabBarBadge: ok('removeTabBarBadge', ({ index }: { index: number }) => outside.badges.delete(index)),
    showShareMenu: ok('showShareMenu'),
    hideShareMenu: ok('hideShareMenu'),
    updateShareMenu: ok('updateShareMenu'),
    makePhoneCall: ok('makePhoneCall', ({ phoneNumber }: { phoneNumber: string }) => outside.calls.push(phoneNumber)),
    setClipboardData: ok('setClipboardData', ({ data }: { data: string }) => outside.clipboard.push(data)),
    previewImage: ok('previewImage', ({ current }: { current: string }) => outside.opened.push(current)),
    openDocument: ok('openDocument', ({ filePath }: { filePath: string }) => outside.opened.push(filePath)),
    saveImageToPhotosAlbum: ok('saveImageToPhotosAlbum', ({ filePath }: { filePath: string }) => outside.saved.push(filePath)),
    vibrateShort: ok('vibrateShort'),
    getLocation: later('getLocation', () => {
      if (!person.location) throw new Error('auth deny');
      return { ...person.location, errMsg: 'getLocation:ok' };
    }),
    requestPayment: ({ success, fail, complete, ...params }: Done & Record<string, unknown>) =>
      later('requestPayment', async () => {
        if (!person.payment) throw new Error('no permission');
        if ((await person.payment(params as Record<string, string>)) === 'cancel') throw new Error('cancel');
        return { errMsg: 'requestPayment:ok' };
      })({ success, fail, complete }),
    requestSubscribeMessage: ({ tmplIds = [], ...done }: Done & { tmplIds?: string[] }) =>
      later('requestSubscribeMessage', async () => {
        if (!person.subscription) throw new Error('Cannot show subscribe message UI');
        return { ...(await person.subscription(tmplIds)), errMsg: 'requestSubscribeMessage:ok' };
      })(done as Done<Record<string, string>>),
    getSetting: ok('getSetting'),
    openSetting: ok('openSetting'),
    chooseMedia: later('chooseMedia', () => ({
      tempFiles: picked(person).map((tempFilePath) => ({ tempFilePath, size: 1, fileType: 'image' })),
      type: 'image',
    })),
    chooseMessageFile: later('chooseMessageFile', () => ({
      tempFiles: picked(person).map((path) => ({ path, name: path.split('/').pop(), size: 1 })),
    })),
    onAppShow: () => undefined,
    onAppHide: () => undefined,
    offAppShow: () => undefined,
    offAppHide: () => undefined,
    onUnhandledRejection: () => undefined,
    onError: () => undefined,
    onPageNotFound: () => undefined,
    onMemoryWarning: () => undefined,
    onWindowResize: () => undefined,
    offWindowResize: () => undefined,
    getMenuButtonBoundingClientRect: () => ({ width: 87, height: 32, top: 48, right: 380, bottom: 80, left: 293 }),
  };
  if (person.wecom) wx.qy = { login };
  return wx;
}

function picked(person: Person): string[] {
  const paths = person.picks?.() ?? [];
  if (paths.length === 0) throw new Error('cancel');
  return paths;
}
