import { type Launch, rawQuery } from './chat';
import type { SimulatorClock } from './clock';

export type NotificationKind = 'subscribe' | 'wecom' | 'mass-task' | 'wecom-chat';

/** What lies on somebody's lock screen until it is tapped. */
export interface LockScreenNotification {
  id: number;
  /** openid of a WeChat user, userid of a member. */
  to: string;
  kind: NotificationKind;
  /** Whose notification it is: 服务通知, 企业微信 or a name. */
  app: string;
  title: string;
  lines: { label: string; value: string }[];
  at: number;
  msgid: string;
  /** Where a tap leads: a page of the mini-program with its query, or an address; neither when there is nothing behind it. */
  page: string | null;
  url: string | null;
  scene: number;
  openedAt: number | null;
  withdrawnAt: number | null;
}

export type NewNotification = Pick<LockScreenNotification, 'to' | 'kind' | 'app' | 'title' | 'msgid' | 'scene'> &
  Partial<Pick<LockScreenNotification, 'lines' | 'page' | 'url'>>;
export type Opened = { launch: Launch } | { url: string } | { launch: null };

/** At least so many of the latest. */
const REMEMBERED = 2_000;

export class LockScreens {
  private notifications: LockScreenNotification[] = [];
  private nextId = 1;

  constructor(private readonly clock: SimulatorClock) {}

  show(given: NewNotification): LockScreenNotification {
    const shown: LockScreenNotification = {
      lines: [],
      page: null,
      url: null,
      ...given,
      id: this.nextId++,
      at: this.clock.now(),
      openedAt: null,
      withdrawnAt: null,
    };
    this.notifications.push(shown);
    if (this.notifications.length > 2 * REMEMBERED) this.notifications = this.notifications.slice(-REMEMBERED);
    return shown;
  }

  /** Those still on the screens of these people, the newest first. */
  waiting(ids: readonly string[]): LockScreenNotification[] {
    return this.notifications
      .filter(({ to, openedAt, withdrawnAt }) => openedAt === null && withdrawnAt === null && ids.includes(to))
      .reverse();
  }

  find(id: number): LockScreenNotification | undefined {
    return this.notifications.find((one) => one.id === id);
  }

  open(notification: LockScreenNotification): Opened {
    notification.openedAt = this.clock.now();
    if (notification.url !== null) return { url: notification.url };
    if (notification.page === null) return { launch: null };
    const [path = '', ...search] = notification.page.split('?');
    return { launch: { path: path.replace(/^\//, ''), query: rawQuery(search.join('?')), scene: notification.scene } };
  }

  withdraw(msgid: string): void {
    for (const one of this.notifications) if (one.msgid === msgid) one.withdrawnAt ??= this.clock.now();
  }
}
