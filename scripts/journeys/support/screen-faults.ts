/** Runs in the browser: what is wrong with the page on screen, apart from what the console says. Null while it is still loading. */
export function screenFaults(): string[] | null {
  const seen = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const all = Array.from(document.querySelectorAll('#app *, body > .taro__modal *')).filter(seen);
  if (all.length === 0 || all.some((element) => element.matches('.skeleton'))) return null;
  const faults: string[] = [];
  for (const failed of all.filter((element) => element.matches('.empty-state__sign--failed'))) {
    faults.push(`an error: ${failed.parentElement?.textContent ?? ''}`);
  }
  const clips = (element: Element): boolean => {
    for (
      let around = element.parentElement;
      around && around.id !== 'app' && !around.matches('.taro_page');
      around = around.parentElement
    ) {
      if (getComputedStyle(around).overflowX !== 'visible') return true;
    }
    return false;
  };
  const width = document.documentElement.clientWidth;
  for (const element of all) {
    const { left, right, width: own } = element.getBoundingClientRect();
    if (own > 0 && (right > width + 1 || left < -1) && !clips(element)) {
      faults.push(
        `sticks out (${Math.round(left)}–${Math.round(right)}): ${element.className} ${(element.textContent ?? '').slice(0, 30)}`,
      );
    }
  }
  for (const image of all.filter((element): element is HTMLImageElement => element instanceof HTMLImageElement)) {
    if (image.complete && image.naturalWidth === 0 && image.getAttribute('src')) faults.push(`a broken picture: ${image.src}`);
  }
  return faults.slice(0, 5);
}
