import type { MiniProgram } from '../options';

const WELL_FORMED = /^[\w-]+(\/[\w-]+)*$/;

export const isWellFormedPage = (page: string): boolean => WELL_FORMED.test(page);

export function isReleased(app: MiniProgram, page: string): boolean {
  if (app.releasedPages === 'any') return isWellFormedPage(page);
  return app.releasedPages.includes(page);
}

/** The page meant when none is said; nothing for an app that has no released page. */
export function homeOf(app: MiniProgram): string {
  return app.homePage ?? (app.releasedPages === 'any' ? 'pages/home/index' : (app.releasedPages[0] ?? ''));
}
