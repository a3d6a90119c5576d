import Taro from '@tarojs/taro';

/** Of 首页, 目录, 收件箱, 我. */
const INBOX_TAB = 2;

/** The figure on the inbox tab. Setting it from a page without tabs is refused by the platform, and needs no answer. */
export function showUnread(unread: number): void {
  const done =
    unread > 0
      ? Taro.setTabBarBadge({ index: INBOX_TAB, text: unread > 99 ? '99+' : String(unread) })
      : Taro.removeTabBarBadge({ index: INBOX_TAB });
  Promise.resolve(done).catch(() => undefined);
}
