import type { Where } from './held-phone';

export type Wanted = { text: string; what: 'anything' | 'box' } & Where;

/**
 * Runs in the browser, so it stands alone. Finds as a person would: what is written exactly so, else what contains it, the innermost
 * element that is visible; a question that lies over the page first, then the page, then the tab bar.
 */
export function findInPage({ text, what, near, nth = 0 }: Wanted): Element | null {
  const plain = (written: string | null): string => (written ?? '').replace(/\s+/g, ' ').trim();
  const isSeen = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const nameOf = (element: Element): string => plain(element.textContent) || plain(element.getAttribute('aria-label'));
  const wanted = plain(text);

  const innermost = (found: Element[]): Element[] => found.filter((one) => !found.some((other) => other !== one && one.contains(other)));
  const pick = (found: Element[], close: string | undefined): Element | undefined => {
    if (close === undefined) return found[nth];
    const around = (element: Element): number => {
      let steps = 0;
      for (let outer: Element | null = element; outer; outer = outer.parentElement, steps += 1) {
        if (plain(outer.textContent).includes(plain(close))) return steps;
      }
      return Number.POSITIVE_INFINITY;
    };
    const sized = found.map((element) => ({ element, steps: around(element) })).filter(({ steps }) => Number.isFinite(steps));
    return sized.sort((a, b) => a.steps - b.steps)[nth]?.element;
  };

  const tabBar = document.querySelector('.taro-tabbar__tabbar');
  const overlays = Array.from(document.querySelectorAll('.taro__modal, .taro__action')).filter(isSeen);
  const pages = Array.from(document.body.querySelectorAll('*')).filter(
    (element) => !tabBar || !(tabBar.contains(element) || element.contains(tabBar)),
  );
  const within = (overlay: Element | null): Element[] => Array.from(overlay?.querySelectorAll('*') ?? []);
  const areas = [...overlays.map(within), pages, within(tabBar)];
  for (const area of areas) {
    if (what === 'box') {
      const boxes = area.filter((element) => element.matches('input, textarea') && isSeen(element));
      const nameOfBox = (box: Element): string =>
        `${plain(box.getAttribute('placeholder'))} ${plain(box.closest('[aria-label]')?.getAttribute('aria-label') ?? '')}`;
      const named = boxes.filter((box) => nameOfBox(box).includes(wanted));
      const found = named.length > 0 ? pick(named, near) : pick(boxes, text);
      if (found) return found;
      continue;
    }
    // The innermost first, then only those to be seen: what lies around a hidden text is not meant by it.
    const written = area.filter((element) => !element.matches('script, style'));
    const exact = innermost(written.filter((element) => nameOf(element) === wanted)).filter(isSeen);
    const around = exact.length > 0 ? exact : innermost(written.filter((element) => nameOf(element).includes(wanted))).filter(isSeen);
    const found = pick(around, near);
    if (found) return found;
  }
  return null;
}

/** Runs in the browser: everything that can be read now. */
export function readPage(): string {
  const texts: string[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement;
    const written = (node.textContent ?? '').replace(/\s+/g, ' ').trim();
    if (written && around && !around.matches('script, style') && around.checkVisibility({ visibilityProperty: true })) texts.push(written);
  }
  return texts.join(' | ');
}
