import { button, element } from './element.mjs';
import { askForPayment, askForPhone, askForSubscription } from './sheets.mjs';

/** @typedef {import('./platform.mjs').Person} Person */

const NEWCOMER = '+';
const GROUPS = { staff: '公司的人', shop: '门店的人', stranger: '还没来过的人' };

/** One phone on the table: a frame with a session of its own, and whoever holds it. */
export class Phone {
  /** @type {Person | null} */
  person = null;
  #ready = false;
  /** @type {object[]} */
  #unsaid = [];
  #screen = element('iframe', 'phone__screen', { allow: 'clipboard-write; geolocation' });
  #name = element('div', 'phone__name');
  #role = element('div', 'phone__role');
  #picker = element('select', 'phone__picker', { ariaLabel: '换个人' });
  /** How many messages wait on the lock screen; brings them down, or puts them away. */
  bell = element('button', 'phone__bell', { type: 'button', hidden: true, ariaLabel: '锁屏通知' });
  #bezel = element('div', 'phone__bezel', {}, [this.#screen]);

  /**
   * @param {string} id
   * @param {{ pick: (key: string) => unknown, newcomer: () => unknown, remove: (() => unknown) | null }} does
   */
  constructor(id, does) {
    this.id = id;
    this.element = element('article', 'phone', {}, [
      element('div', 'phone__head', {}, [
        element('div', 'phone__who', {}, [this.#name, this.#role, this.#picker]),
        this.bell,
        Object.assign(
          button('⟳', 'phone__tool', () => this.#load()),
          { title: '重新打开小程序', ariaLabel: '重新打开小程序' },
        ),
        ...(does.remove
          ? [Object.assign(button('×', 'phone__tool', does.remove), { title: '收起这部手机', ariaLabel: '收起这部手机' })]
          : []),
      ]),
      element('div', 'phone__body', {}, [this.#bezel]),
    ]);
    this.#picker.addEventListener('change', () => {
      const { value } = this.#picker;
      void (value === NEWCOMER ? does.newcomer() : does.pick(value));
    });
  }

  get window() {
    return this.#screen.contentWindow;
  }

  /** What the platform draws over the app lies in here. */
  get bezel() {
    return this.#bezel;
  }

  /** The frame's name, by which its messages are told apart; another person is another phone. */
  get frame() {
    return `${this.id}-${this.person?.key}`;
  }

  /** @param {Person[]} people */
  offer(people) {
    const groups = /** @type {(keyof typeof GROUPS)[]} */ (Object.keys(GROUPS)).map((group) => {
      const list = element('optgroup', '', { label: GROUPS[group] });
      for (const one of people.filter((person) => person.group === group)) {
        list.append(
          element('option', '', { value: one.key, textContent: `${one.name} · ${[one.role, one.place].filter(Boolean).join(' · ')}` }),
        );
      }
      return list;
    });
    this.#picker.replaceChildren(...groups, element('option', '', { value: NEWCOMER, textContent: '＋ 一位新微信用户' }));
    const same = people.find(({ key }) => key === this.person?.key);
    if (same) this.#show(same);
  }

  /** Puts the phone into somebody's hand. @param {Person} person */
  give(person) {
    this.#show(person);
    this.#load();
  }

  /** Opens a page, at once or as soon as the app is up. @param {string} path @param {number} scene */
  open(path, scene) {
    this.#say({ type: 'open', path, scene });
    this.element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'smooth' });
    this.element.classList.add('phone--lit');
    setTimeout(() => this.element.classList.remove('phone--lit'), 900);
  }

  /** @param {number} offsetMs */
  setClock(offsetMs) {
    if (this.#ready) this.#post({ type: 'clock', offsetMs });
  }

  /** @param {number} offsetMs */
  isUp(offsetMs) {
    this.#ready = true;
    this.#post({ type: 'clock', offsetMs });
    for (const message of this.#unsaid.splice(0)) this.#post(message);
  }

  /** The app asks for the phone number: the platform's own sheet, drawn over the app. @param {string} requestId */
  async answerPhone(requestId) {
    this.#post({ type: 'phone-number-asked', requestId });
    const code = await askForPhone(this.#bezel, this.person?.key ?? '');
    this.#post({ type: 'phone-number-answer', requestId, code });
  }

  /** The app wants to be paid: the platform's own sheet again. @param {string} requestId @param {object} params */
  async answerPayment(requestId, params) {
    this.#post({ type: 'payment-asked', requestId });
    const errMsg = await askForPayment(this.#bezel, this.person?.key ?? '', params).catch(
      (error) => `requestPayment:fail ${error.message}`,
    );
    this.#post({ type: 'payment-answer', requestId, errMsg });
  }

  /** The app asks for consent to messages: the platform's sheet again. @param {string} requestId @param {string[]} tmplIds */
  async answerSubscription(requestId, tmplIds) {
    this.#post({ type: 'subscription-asked', requestId });
    const told = await askForSubscription(this.#bezel, this.person?.key ?? '', tmplIds).catch((error) => ({
      answer: { errMsg: `requestSubscribeMessage:fail ${error.message}` },
      itemSettings: {},
    }));
    this.#post({ type: 'subscription-answer', requestId, ...told });
  }

  /** @param {Person} person */
  #show(person) {
    this.person = person;
    this.#name.textContent = person.name;
    this.#role.textContent = [person.role, person.place].filter(Boolean).join(' · ');
    this.#picker.value = person.key;
    this.#screen.title = `${person.name}的手机`;
  }

  #load() {
    if (!this.person) return;
    this.#ready = false;
    const query = new URLSearchParams({ frame: this.frame, as: `demo-${this.person.key}`, provider: this.person.provider });
    this.bell.hidden = true;
    for (const drawn of this.#bezel.querySelectorAll('.sheet, .lock')) drawn.remove();
    // A fresh frame each time: a changed hash alone would not start the app anew, and its history would pile up in ours.
    const next = /** @type {HTMLIFrameElement} */ (this.#screen.cloneNode(false));
    next.src = `/?${query}#/pages/home/index`;
    this.#screen.replaceWith(next);
    this.#screen = next;
  }

  /** @param {object} message */
  #say(message) {
    if (this.#ready) this.#post(message);
    else this.#unsaid.push(message);
  }

  /** @param {object} message */
  #post(message) {
    this.window?.postMessage(message, location.origin);
  }
}
