import { element } from './element.mjs';

/** The main job in four steps, each ticked off as it is seen to happen on one of the phones. */
const STEPS = [
  {
    text: '让业务员出示邀请码',
    seen: (/** @type {Told} */ { type, path = '' }) => type === 'code-shown' || (type === 'share' && path.includes('/join/')),
  },
  { text: '用店主手机扫码加入', seen: (/** @type {Told} */ { operation }) => operation === 'invitations.accept' },
  { text: '让市场部发布公告', seen: (/** @type {Told} */ { operation }) => operation === 'announcements.publish' },
  {
    text: '看谁还没读',
    seen: (/** @type {Told} */ { type, path = '' }) =>
      type === 'navigated' && /^\/?(manager\/(report|unread)|sales\/call-list)\//.test(path),
  },
];

/** @typedef {{ type: string, path?: string, operation?: string }} Told what a phone says */

export class Steps {
  #list = /** @type {HTMLElement} */ (document.querySelector('.steps'));
  #done = STEPS.map(() => false);

  constructor() {
    this.#draw();
  }

  /** @param {Told} told */
  hear(told) {
    STEPS.forEach(({ seen }, at) => {
      // Reports of the demo data can be looked at before anything was published; that is not yet the fourth step.
      if (seen(told) && (at < 3 || this.#done[2])) this.#done[at] = true;
    });
    this.#draw();
  }

  #draw() {
    const next = this.#done.indexOf(false);
    this.#list.replaceChildren(
      ...STEPS.map(({ text }, at) => {
        const state = this.#done[at] ? 'step step--done' : at === next ? 'step step--next' : 'step';
        const mark = element('span', 'step__mark', { textContent: this.#done[at] ? '✓' : String(at + 1) });
        return element('li', state, { ariaLabel: `${text}${this.#done[at] ? '，已完成' : ''}` }, [mark, text]);
      }),
    );
  }
}
