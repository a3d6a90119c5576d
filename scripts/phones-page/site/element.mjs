/**
 * `element('p', 'class', { textContent }, [children])`.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {string} className @param {Partial<HTMLElementTagNameMap[Tag]>} [properties] @param {(Node | string)[]} [children]
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, className, properties = {}, children = []) {
  const made = Object.assign(document.createElement(tag), properties);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** @param {string} label @param {string} className @param {() => unknown} onTap */
export function button(label, className, onTap) {
  const made = element('button', className, { type: 'button', textContent: label });
  made.addEventListener('click', () => void attempt(onTap));
  return made;
}

let hiding = 0;

/** One sentence at the bottom of the page. @param {string} sentence */
export function toast(sentence) {
  const place = /** @type {HTMLElement} */ (document.querySelector('.toast'));
  place.textContent = sentence;
  place.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    place.hidden = true;
  }, 4000);
}

/** Does it, and says so when it fails. @param {() => unknown} act */
export async function attempt(act) {
  try {
    await act();
  } catch (error) {
    toast(error instanceof Error ? error.message : String(error));
  }
}
