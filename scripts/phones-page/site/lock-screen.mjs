import { button, element } from './element.mjs';
import { platform } from './platform.mjs';

/**
 * @typedef {import('./platform.mjs').Notification} Notification
 * @typedef {{ launch?: import('./platform.mjs').Launch | null, url?: string }} Opened
 * @typedef {{ holders: () => { id: string, key: string, bezel: HTMLElement }[], enter: (phoneId: string, opened: Opened) => void }} Table
 */

const EVERY_MS = 1500;
const MOST_SHOWN = 3;

/** Messages that arrive while the app is not looked at: they lie over each phone until they are tapped or swept aside. */
export class LockScreens {
  /** @type {Set<number>} swept aside on this page; the platform still keeps them */
  #aside = new Set();

  /** @param {Table} table */
  constructor(table) {
    this.table = table;
  }

  /** Looks again and again, for ever. */
  async follow() {
    await this.read().catch(() => undefined);
    setTimeout(() => void this.follow(), EVERY_MS);
  }

  async read() {
    const holders = this.table.holders();
    const items = await platform.notifications(holders.map(({ key }) => key));
    for (const holder of holders) {
      const own = items.filter(({ id, userKey }) => userKey === holder.key && !this.#aside.has(id));
      this.#draw(holder, own);
    }
  }

  /** @param {{ id: string, key: string, bezel: HTMLElement }} holder @param {Notification[]} items */
  #draw({ id, key, bezel }, items) {
    const drawn = bezel.querySelector('.lock')?.getAttribute('data-ids') ?? '';
    const ids = items.map((one) => one.id).join(',');
    // Redrawn only when something changed: a card must not vanish under the finger.
    if (drawn === ids) return;
    bezel.querySelector('.lock')?.remove();
    if (items.length === 0) return;
    const cards = items.slice(0, MOST_SHOWN).map((item) => this.#card(item, id, key));
    const others = items.length - cards.length;
    const more = others > 0 ? [element('p', 'lock__more', { textContent: `还有 ${others} 条` })] : [];
    const made = element('div', 'lock', { role: 'log', ariaLabel: '锁屏通知' }, [...cards, ...more]);
    made.setAttribute('data-ids', ids);
    bezel.append(made);
  }

  /** @param {Notification} item @param {string} phoneId @param {string} key */
  #card(item, phoneId, key) {
    const card = element('article', 'lock__card', {}, [
      element('p', 'lock__app', {}, [item.app, element('time', '', { textContent: timeOf(item.at) })]),
      element('p', 'lock__title', { textContent: item.title }),
      ...item.lines.map(({ label, value }) =>
        element('p', 'lock__line', {}, [...(label ? [element('span', '', { textContent: label })] : []), value]),
      ),
      element('div', 'lock__answers', {}, [
        button('忽略', 'lock__answer', () => this.#sweep(item)),
        button(item.kind === 'mass-task' ? '发送' : '打开', 'lock__answer lock__answer--yes', () => this.#open(item, phoneId, key)),
      ]),
    ]);
    return card;
  }

  /** @param {Notification} item */
  async #sweep(item) {
    this.#aside.add(item.id);
    await this.read();
  }

  /** @param {Notification} item @param {string} phoneId @param {string} key */
  async #open(item, phoneId, key) {
    if (item.kind === 'mass-task') await platform.confirmMassTask(item.msgid, key);
    const opened = await platform.openNotification(item.id, key);
    await this.read();
    this.table.enter(phoneId, opened);
  }
}

const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** @param {number} at */
const timeOf = (at) => clock.format(at);
