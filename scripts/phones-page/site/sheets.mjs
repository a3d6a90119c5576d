import { button, element } from './element.mjs';
import { platform } from './platform.mjs';

/**
 * What WeChat draws itself: first the privacy guide, once, then the number. Answers the code, or null when the person said no.
 * @param {HTMLElement} bezel @param {string} key @returns {Promise<string | null>}
 */
export async function askForPhone(bezel, key) {
  const { phone, privacy } = await platform.user(key);
  if (privacy.needAuthorization) {
    const agreed = await sheet(
      bezel,
      '用户隐私保护提示',
      `使用前请阅读${privacy.privacyContractName}。点“同意”，表示您已读过并同意。`,
      null,
      '拒绝',
      '同意',
    );
    await platform.privacy(key, agreed ? 'agree' : 'disagree');
    if (!agreed) return null;
  }
  const masked = phone.replace(/^(\d{3})\d{4}/, '$1****');
  const allowed = await sheet(bezel, '获取并验证你的手机号', masked, '微信绑定号码', '不允许', '允许');
  return (await platform.phoneCode(key, !allowed)).code ?? null;
}

/**
 * @param {HTMLElement} bezel @param {string} ask @param {string} what @param {string | null} note @param {string} no @param {string} yes
 * @returns {Promise<boolean>}
 */
function sheet(bezel, ask, what, note, no, yes) {
  return new Promise((resolve) => {
    const settle = (/** @type {boolean} */ answer) => {
      made.remove();
      resolve(answer);
    };
    const agree = button(yes, 'sheet__answer sheet__answer--yes', () => settle(true));
    const made = element('div', 'sheet', { role: 'dialog', ariaLabel: ask }, [
      element('div', 'sheet__card', {}, [
        element('p', 'sheet__app', { textContent: '店圈 申请' }),
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
