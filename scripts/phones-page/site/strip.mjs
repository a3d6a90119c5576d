import { button, element } from './element.mjs';
import { platform } from './platform.mjs';

/**
 * @typedef {{ launch?: import('./platform.mjs').Launch, text?: string }} Opened
 * @typedef {{ from: string, place: HTMLElement, label: (name: string) => string, open: (key: string) => Promise<Opened> }} Opener
 */

const EVERY_MS = 1500;

/** The chat between the phones: cards that were shared, codes that a phone shows, and what just happened. */
export class Strip {
  #list = /** @type {HTMLElement} */ (document.querySelector('.strip__list'));
  #empty = element('p', 'strip__empty', { textContent: '还没有消息。在手机里点“分享”，或打开“我的邀请码”。' });
  #last = 0;
  /** One code of a person at a time: showing it again only brings it down to the end. @type {Map<string, HTMLElement>} */
  #shown = new Map();
  /** @type {Opener[]} */
  #openers = [];

  /**
   * @param {{ nameOf: (key: string) => string, holders: () => { id: string, key: string, name: string }[],
   *           enter: (phoneId: string, opened: Opened) => void }} table
   */
  constructor(table) {
    this.table = table;
    this.#list.append(this.#empty);
  }

  /** Reads on from the last message seen, for ever. */
  async follow() {
    await this.read().catch(() => undefined);
    setTimeout(() => void this.follow(), EVERY_MS);
  }

  async read() {
    for (const message of await platform.chat(this.#last)) {
      if (message.id <= this.#last) continue;
      this.#last = message.id;
      this.#add(
        message.fromKey,
        bodyOf(message),
        (name) => `用${name}的手机打开`,
        (key) => platform.open(message.id, key),
      );
    }
  }

  /** A phone shows a code on its screen: others can hold theirs over it. @param {string} key @param {string} picture a data URL */
  showCode(key, picture) {
    this.#shown.get(key)?.remove();
    const body = element('div', 'card', {}, [
      element('img', 'card__picture card__picture--code', { src: picture, alt: '小程序码' }),
      element('p', 'card__foot', { textContent: '正在手机上出示' }),
    ]);
    const made = this.#add(
      key,
      body,
      (name) => `用${name}的手机扫一扫`,
      (scanner) => platform.scan(picture, scanner),
    );
    this.#shown.set(key, made);
  }

  /** @param {string} sentence */
  tell(sentence) {
    this.#append(element('p', 'strip__event', { textContent: sentence }));
  }

  /** The people at the table have changed. */
  refresh() {
    this.#openers = this.#openers.filter(({ place }) => place.isConnected);
    for (const opener of this.#openers) this.#offer(opener);
  }

  /**
   * @param {string} from @param {HTMLElement} body @param {Opener['label']} label @param {Opener['open']} open
   */
  #add(from, body, label, open) {
    const place = element('div', 'openers');
    const opener = { from, place, label, open };
    this.#openers.push(opener);
    this.#offer(opener);
    const made = element('div', 'message', {}, [element('p', 'message__from', { textContent: this.table.nameOf(from) }), body, place]);
    this.#append(made);
    return made;
  }

  /** @param {Opener} opener */
  #offer({ from, place, label, open }) {
    const others = this.table.holders().filter(({ key }) => key !== from);
    place.replaceChildren(
      ...others.map(({ id, key, name }) => button(label(name), 'opener', async () => this.table.enter(id, await open(key)))),
    );
  }

  /** @param {HTMLElement} made */
  #append(made) {
    this.#empty.remove();
    this.#list.append(made);
    this.#list.scrollTop = this.#list.scrollHeight;
  }
}

/** @param {import('./platform.mjs').Message} message */
function bodyOf({ card, picture, text }) {
  if (picture) return element('div', 'card', {}, [element('img', 'card__picture card__picture--code', { src: picture, alt: '图片' })]);
  if (!card) return element('div', 'card', {}, [element('p', 'card__text', { textContent: text ?? '' })]);
  return element('div', 'card', {}, [
    element('p', 'card__title', { textContent: card.title }),
    card.imageUrl
      ? element('img', 'card__picture', { src: card.imageUrl, alt: '' })
      : element('div', 'card__picture card__picture--blank', { textContent: '店圈' }),
    element('p', 'card__foot', { textContent: '店圈 · 小程序' }),
  ]);
}

/** A picture of another phone's screen, as a data URL. @param {string} address */
export async function photograph(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = element('canvas', '', { width: image.naturalWidth, height: image.naturalHeight });
  canvas.getContext('2d')?.drawImage(image, 0, 0);
  return canvas.toDataURL('image/png');
}
