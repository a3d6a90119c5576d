import { button, element } from './element.mjs';
import { platform } from './platform.mjs';

/**
 * What WeChat draws itself: first the privacy guide, once, then the number. Answers the code, or null when the person said no.
 * @param {HTMLElement} bezel @param {string} key @returns {Promise<string | null>}
 */
export async function askForPhone(bezel, key) {
  const { phone, privacy } = await platform.user(key);
  if (privacy.needAuthorization) {
    const agreed = await sheet(bezel, '用户隐私保护提示', `使用前请阅读${privacy.privacyContractName}。点“同意”，表示您已读过并同意。`, {
      no: '拒绝',
      yes: '同意',
    });
    await platform.privacy(key, agreed ? 'agree' : 'disagree');
    if (!agreed) return null;
  }
  const masked = phone.replace(/^(\d{3})\d{4}/, '$1****');
  const allowed = await sheet(bezel, '获取并验证你的手机号', masked, { note: '微信绑定号码', no: '不允许', yes: '允许' });
  return (await platform.phoneCode(key, !allowed)).code ?? null;
}

/**
 * The payment sheet: how much, what for, and the thumb. Answers as wx.requestPayment does.
 * @param {HTMLElement} bezel @param {string} key @param {object} params @returns {Promise<string>}
 */
export async function askForPayment(bezel, key, params) {
  const { errMsg, payment } = await platform.paymentRequest(key, params);
  if (!payment) return errMsg ?? 'requestPayment:fail';
  const amount = `¥${(payment.totalFen / 100).toFixed(2)}`;
  const agreed = await sheet(bezel, amount, payment.description, { note: '零钱', no: '取消', yes: '确认支付', app: '微信支付' });
  return (await platform.payment(payment.prepayId, agreed)).errMsg;
}

/**
 * What one may be sent, one message each: what wx.requestSubscribeMessage answers, and what wx.getSetting then says is kept.
 * @param {HTMLElement} bezel @param {string} key @param {string[]} tmplIds
 * @returns {Promise<{ answer: object, itemSettings: Record<string, string> }>}
 */
export async function askForSubscription(bezel, key, tmplIds) {
  const { ask, ...settled } = await platform.subscription(key, tmplIds);
  const answer = ask ? await platform.subscription(key, tmplIds, await chosen(bezel, ask)) : settled;
  return { answer, itemSettings: await platform.keptSubscriptions(key) };
}

/**
 * @param {HTMLElement} bezel @param {import('./platform.mjs').Template[]} ask
 * @returns {Promise<{ answers: Record<string, 'accept' | 'reject'>, keep: boolean }>}
 */
async function chosen(bezel, ask) {
  const rows = ask.map(({ id, title, labels }) => {
    const box = element('input', '', { type: 'checkbox', checked: true });
    const words = element('span', '', {}, [title, element('small', '', { textContent: labels.join('、') })]);
    return { id, box, row: element('label', 'sheet__choice', {}, [box, words]) };
  });
  const keep = element('input', '', { type: 'checkbox' });
  const forEver = element('label', 'sheet__keep', {}, [keep, '总是保持以上选择，不再询问']);
  const what = element('div', '', {}, [...rows.map(({ row }) => row), forEver]);
  const allowed = await sheet(bezel, '发送一次以下消息', what, { no: '取消', yes: '允许' });
  const answers = Object.fromEntries(
    rows.map(({ id, box }) => [id, allowed && box.checked ? /** @type {const} */ ('accept') : /** @type {const} */ ('reject')]),
  );
  return { answers, keep: keep.checked };
}

/**
 * @param {HTMLElement} bezel @param {string} ask @param {Node | string} what
 * @param {{ no: string, yes: string, note?: string, app?: string }} words
 * @returns {Promise<boolean>}
 */
function sheet(bezel, ask, what, { no, yes, note, app = '店圈 申请' }) {
  return new Promise((resolve) => {
    const settle = (/** @type {boolean} */ answer) => {
      made.remove();
      resolve(answer);
    };
    const agree = button(yes, 'sheet__answer sheet__answer--yes', () => settle(true));
    const made = element('div', 'sheet', { role: 'dialog', ariaLabel: ask }, [
      element('div', 'sheet__card', {}, [
        element('p', 'sheet__app', { textContent: app }),
        element('p', 'sheet__ask', { textContent: ask }),
        element('p', 'sheet__what', {}, [what, ...(note ? [element('small', '', { textContent: note })] : [])]),
        element('div', 'sheet__answers', {}, [button(no, 'sheet__answer', () => settle(false)), agree]),
      ]),
    ]);
    bezel.querySelector('.sheet')?.remove();
    bezel.append(made);
    agree.focus();
  });
}
