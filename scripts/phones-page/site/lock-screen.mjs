import { button, element } from './element.mjs';
import { platform } from './platform.mjs';

/**
 * @typedef {import('./platform.mjs').Notification} Notification
 * @typedef {{ launch?: import('./platform.mjs').Launch | null, url?: string }} Opened
 * @typedef {{ id: string, key: string, bezel: HTMLElement, bell: HTMLButtonElement }} Holder
 * @typedef {{ holders: () => Holder[], enter: (phoneId: string, opened: Opened) => void }} Table
 */

const EVERY_MS = 1500;
const MOST_SHOWN = 3;
/** Long enough to read; then the cards make way for the app, and the bell brings them back. */
const SHOWN_MS = 10_000;

/** Messages that arrive outside the app: they come down over each phone, and wait behind its bell until they are opened or swept aside. */
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

  /** @param {Holder} holder @param {Notification[]} items */
  #draw({ id, key, bezel, bell }, items) {
    const before = bezel.querySelector('.lock');
    const ids = items.map((one) => one.id).join(',');
    // Redrawn only when something changed: a card must not vanish under the finger.
    if ((before?.getAttribute('data-ids') ?? '') === ids) return;
    const known = new Set(before?.getAttribute('data-ids')?.split(','));
    before?.remove();
    bell.hidden = items.length === 0;
    bell.textContent = `通知 ${items.length}`;
    if (items.length === 0) return;
    const cards = items.slice(0, MOST_SHOWN).map((item) => this.#card(item, id, key));
    const others = items.length - cards.length;
    const more = others > 0 ? [element('p', 'lock__more', { textContent: `还有 ${others} 条` })] : [];
    const made = element('div', 'lock', { role: 'log', ariaLabel: '锁屏通知' }, [...cards, ...more]);
    made.setAttribute('data-ids', ids);
    bell.onclick = () => made.classList.toggle('lock--tucked');
    bezel.append(made);
    const isNew = items.some((item) => !known.has(String(item.id)));
    if (!isNew && before?.classList.contains('lock--tucked')) made.classList.add('lock--tucked');
    else tuckLater(made);
  }

  /** @param {Notification} item @param {string} phoneId @param {string} key */
  #card(item, phoneId, key) {
    return element('article', 'lock__card', {}, [
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

/** Not while somebody is at it. @param {HTMLElement} lock */
function tuckLater(lock) {
  setTimeout(() => {
    if (!lock.isConnected) return;
    if (lock.matches(':hover, :focus-within')) tuckLater(lock);
    else lock.classList.add('lock--tucked');
  }, SHOWN_MS);
}

const clock = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** @param {number} at */
const timeOf = (at) => clock.format(at);
