import { writeAt } from './tree';

type Hook = (this: PageInstance, given?: unknown) => unknown;
export type PageConfig = { data?: Record<string, unknown>; eh: Hook; [hook: string]: unknown };
export type PageInstance = PageConfig & {
  data: Record<string, unknown>;
  route: string;
  options: Record<string, string>;
  setData: (changes: Record<string, unknown>, done?: () => void) => void;
};
type Done = { success?: (result: unknown) => void; fail?: (error: { errMsg: string }) => void; complete?: () => void };

/** The pages of the app: loaded when first opened, stacked and taken off as the platform does it. */
export class Pages {
  readonly stack: PageInstance[] = [];
  private readonly tabs = new Map<string, PageInstance>();

  constructor(
    private readonly configOf: (route: string) => PageConfig,
    private readonly tabRoutes: string[],
    private readonly known: (route: string) => boolean,
  ) {}

  get current(): PageInstance {
    const page = this.stack[this.stack.length - 1];
    if (!page) throw new Error('No page is open');
    return page;
  }

  api(): Record<string, unknown> {
    const does =
      (name: string, act: (given: Done & { url?: string; delta?: number }) => void) => (given: Done & { url?: string; delta?: number }) => {
        try {
          act(given);
          given.success?.({ errMsg: `${name}:ok` });
        } catch (error) {
          given.fail?.({ errMsg: `${name}:fail ${(error as Error).message}` });
        }
        given.complete?.();
      };
    return {
      navigateTo: does('navigateTo', ({ url = '' }) => this.navigateTo(url)),
      redirectTo: does('redirectTo', ({ url = '' }) => this.redirectTo(url)),
      switchTab: does('switchTab', ({ url = '' }) => this.switchTab(url)),
      reLaunch: does('reLaunch', ({ url = '' }) => this.reLaunch(url)),
      navigateBack: does('navigateBack', ({ delta = 1 }) => this.back(delta)),
    };
  }

  /** Opens a page as the launch of the app does: the first one, whatever it is. */
  reLaunch(url: string): void {
    while (this.stack.length > 0) this.unload();
    for (const tab of this.tabs.values()) call(tab, 'onUnload');
    this.tabs.clear();
    this.push(url);
  }

  navigateTo(url: string): void {
    if (this.tabRoutes.includes(split(url).route)) throw new Error('can not navigateTo a tabbar page');
    if (this.stack.length >= 10) throw new Error('webview count limit exceed');
    if (this.stack.length > 0) call(this.current, 'onHide');
    this.push(url);
  }

  redirectTo(url: string): void {
    if (this.tabRoutes.includes(split(url).route)) throw new Error('can not redirectTo a tabbar page');
    this.unload();
    this.push(url);
  }

  switchTab(url: string): void {
    const { route } = split(url);
    if (!this.tabRoutes.includes(route)) throw new Error('can not switch to non-TabBar page');
    if (this.stack.length === 1 && this.current.route === route) return;
    while (this.stack.length > 1) this.unload();
    const under = this.stack[0];
    if (under && this.tabRoutes.includes(under.route)) {
      if (under.route !== route) call(under, 'onHide');
      this.stack.pop();
    } else if (under) this.unload();
    const kept = this.tabs.get(route);
    if (!kept) {
      this.push(url);
      return;
    }
    this.stack.push(kept);
    call(kept, 'onShow');
  }

  back(delta: number): void {
    const most = Math.min(delta, this.stack.length - 1);
    for (let count = 0; count < most; count += 1) this.unload();
    if (most > 0) call(this.current, 'onShow');
  }

  private push(url: string): void {
    const { route, query } = split(url);
    if (!this.known(route)) throw new Error(`page "${route}" is not found`);
    const page = instance(this.configOf(route), route, query);
    this.stack.push(page);
    if (this.tabRoutes.includes(route)) this.tabs.set(route, page);
    call(page, 'onLoad', query);
    call(page, 'onShow');
    call(page, 'onReady');
  }

  private unload(): void {
    const page = this.stack.pop();
    if (!page) return;
    if (this.tabs.get(page.route) === page) this.tabs.delete(page.route);
    call(page, 'onUnload');
  }
}

function instance(config: PageConfig, route: string, options: Record<string, string>): PageInstance {
  const page = Object.create(config) as PageInstance;
  page.data = JSON.parse(JSON.stringify(config.data ?? {})) as Record<string, unknown>;
  page.route = route;
  page.options = options;
  page.setData = (changes, done) => {
    for (const [route, value] of Object.entries(changes)) writeAt(page.data, route, value);
    // The platform's screen answers later.
    if (done) setTimeout(done, 0);
  };
  return page;
}

export function call(page: PageInstance, hook: string, given?: unknown): unknown {
  const found = page[hook];
  return typeof found === 'function' ? (found as Hook).call(page, given) : undefined;
}

export function split(url: string): { route: string; query: Record<string, string> } {
  const [path = '', search = ''] = url.split('?');
  // Values stay as they are written: the platform does not decode them.
  const pairs = search.split('&').filter((pair) => pair !== '');
  const query = pairs.map((pair) => [pair.slice(0, `${pair}=`.indexOf('=')), pair.slice(`${pair}=`.indexOf('=') + 1)]);
  return { route: path.replace(/^\//, ''), query: Object.fromEntries(query) as Record<string, string> };
}
