import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Network, type Sent } from './network';
import { call, Pages, split } from './pages';
import { type Outside, type Person, platform } from './platform';
import { Realm } from './realm';
import { Screen } from './screen';
import { readShapes } from './template';
import { find, Node, pick, plain, type Where } from './tree';

export type LaunchOptions = Person & {
  /** The built mini-program, `miniprogram/dist/weapp`. */
  dist: string;
  /** `http://127.0.0.1:PORT/api` of the server to talk to, whatever address was built in. */
  apiBase: string;
  /** Kept between launches of the same phone. */
  storage?: Map<string, string>;
  /** The first page, with its query, and the scene value of how it was reached. */
  path?: string;
  scene?: number;
  /** How long any wait may take. */
  patience?: number;
};
type AppJson = {
  pages: string[];
  subPackages?: { root: string; pages: string[] }[];
  tabBar?: { list: { pagePath: string; text: string }[] };
};
export type Share = { title: string; path: string; imageUrl?: string };

/** Is there a built mini-program to run? Otherwise the reason, for a spec that then reports itself skipped. */
export function whyNot(dist: string): string | null {
  return existsSync(path.join(dist, 'app.js')) ? null : `${dist} is not built (npm run build:weapp -w miniprogram)`;
}

/** Starts the app in a realm of its own, without eval, as a phone that has just been handed a code or a card. */
export async function launch(options: LaunchOptions): Promise<WeApp> {
  const app = new WeApp(options);
  app.start();
  await app.waitFor(() => app.nodes().length > 0, 'the first picture of the first page');
  return app;
}

export class WeApp {
  readonly shares: Share[] = [];
  readonly outside: Outside = { calls: [], clipboard: [], opened: [], saved: [], titles: [], badges: new Map(), refreshing: false };
  readonly storage: Map<string, string>;
  private readonly screen = new Screen();
  private readonly shapes;
  private readonly json: AppJson;
  private readonly realm: Realm;
  private readonly network: Network;
  private readonly pages: Pages;

  /** How long any wait may take, in milliseconds. */
  patience: number;

  constructor(private readonly options: LaunchOptions) {
    this.patience = options.patience ?? 8000;
    this.storage = options.storage ?? new Map();
    this.shapes = readShapes(options.dist);
    this.json = JSON.parse(readFileSync(path.join(options.dist, 'app.json'), 'utf8')) as AppJson;
    this.realm = new Realm(options.dist);
    this.network = new Network(options.apiBase, this.realm.parse);
    const routes = [
      ...this.json.pages,
      ...(this.json.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`)),
    ];
    this.pages = new Pages(
      (route) => this.realm.page(route),
      this.tabs().map(({ pagePath }) => pagePath),
      (route) => routes.includes(route),
    );
  }

  start(): void {
    const path = this.options.path ?? this.json.pages[0] ?? '';
    const launched = { path: split(path).route, query: split(path).query, scene: this.options.scene ?? 1001, referrerInfo: {} };
    const parts = { network: this.network, pages: this.pages, screen: this.screen };
    this.realm.fill(platform(this.options, this.storage, parts, this.outside, launched), () => [...this.pages.stack]);
    this.realm.require('app.js');
    for (const hook of ['onLaunch', 'onShow'])
      (this.realm.app[hook] as ((given: object) => void) | undefined)?.call(this.realm.app, launched);
    this.pages.reLaunch(path);
  }

  /** Thrown inside the app, or written to its console as an error. A journey ends with none. */
  get errors(): string[] {
    return this.realm.errors;
  }
  /** The page on top, `shop/post/index`. */
  get route(): string {
    return this.pages.current.route;
  }
  get query(): Record<string, string> {
    return this.pages.current.options;
  }
  get depth(): number {
    return this.pages.stack.length;
  }
  /** Every request so far, for "the first screen needs at most two". */
  get requests(): Sent[] {
    return this.network.sent;
  }
  set online(online: boolean) {
    this.network.setOnline(online);
  }

  nodes(): Node[] {
    const root = this.pages.current.data.root as { cn?: ConstructorParameters<typeof Node>[0][] } | undefined;
    return (root?.cn ?? []).map((data) => new Node(data, this.shapes, null));
  }

  /** Everything that can be read now, piece by piece, as it stands on the screen. */
  texts(): string[] {
    const written = this.nodes().flatMap((node) => [...node.all()].filter(({ tag, text }) => tag === '#text' && text !== ''));
    return [...written.map(({ text }) => text), ...this.screen.texts()];
  }

  /** Is this readable, perhaps across several pieces? */
  shows(text: string): boolean {
    return this.screen.texts().some((one) => one.includes(text)) || this.nodes().some((node) => node.text.includes(plain(text)));
  }

  /** Goes to a page, as a card or a code would from outside: tabs by switching, others on top. */
  async open(url: string): Promise<void> {
    if (this.tabs().some(({ pagePath }) => pagePath === split(url).route)) this.pages.switchTab(url);
    else this.pages.navigateTo(url);
    await this.waitFor(() => this.nodes().length > 0, `a picture of ${url}`);
  }

  async back(): Promise<void> {
    this.pages.back(1);
    await this.waitFor(() => this.nodes().length > 0, 'the page below');
  }

  async waitFor(holds: () => boolean, what: string): Promise<void> {
    const until = Date.now() + this.patience;
    while (!holds()) {
      if (Date.now() > until)
        throw new Error(
          `Waited in vain for ${what}.\nPage: ${this.pages.stack.map(({ route }) => route).join(' > ')}\nTo be read: ${this.texts().join(' | ')}\nErrors: ${this.errors.join('\n')}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async waitForText(text: string): Promise<void> {
    await this.waitFor(() => this.shows(text), `“${text}”`);
  }

  async waitForNoText(text: string): Promise<void> {
    await this.waitFor(() => !this.shows(text), `“${text}” to go`);
  }

  async waitForPage(route: string): Promise<void> {
    await this.waitFor(() => this.route === split(route).route, `page ${route}`);
  }

  /** Taps what is written so: a button of a question first, then the page, then the tab bar. Waits until it is there and can be tapped. */
  async tap(text: string, where: Where = {}): Promise<void> {
    let target: Node | undefined;
    let tab: { pagePath: string } | undefined;
    let answered = false;
    await this.waitFor(() => {
      answered = this.screen.tap(text);
      if (answered) return true;
      target = find(this.nodes(), text, where);
      tab = this.tabs().some(({ pagePath }) => pagePath === this.route) ? this.tabs().find((one) => one.text === text) : undefined;
      return target !== undefined ? !off(target) : tab !== undefined;
    }, `“${text}” to tap`);
    if (answered) return;
    if (target) return this.tapNode(target);
    if (tab) await this.open(`/${tab.pagePath}`);
  }

  /** Types into the box with this placeholder, or in the field with this label. */
  async input(name: string, value: string, where: Where = {}): Promise<void> {
    const box = await this.control(['input', 'textarea'], name, where);
    this.emit(box, 'focus', { value: '' });
    this.emit(box, 'input', { value, cursor: value.length });
    this.emit(box, 'blur', { value });
    await this.settle();
  }

  /** Chooses in the platform's wheel of the field with this label: an option by its words, or a day or time as it is. */
  async pick(name: string, value: string, where: Where = {}): Promise<void> {
    const wheel = await this.control(['picker'], name, where);
    const range = wheel.attribute('range');
    const at = Array.isArray(range) ? range.indexOf(value) : -1;
    if (Array.isArray(range) && at < 0) throw new Error(`“${value}” is not among ${range.join(', ')}`);
    this.emit(wheel, 'change', { value: at < 0 ? value : at });
    await this.settle();
  }

  async reachBottom(): Promise<void> {
    call(this.pages.current, 'onReachBottom');
    await this.settle();
  }

  async pullDown(): Promise<void> {
    this.outside.refreshing = true;
    call(this.pages.current, 'onPullDownRefresh');
    await this.waitFor(() => !this.outside.refreshing, 'the end of the refresh');
  }

  /** The phone is laid aside: nothing of the app runs on. */
  close(): void {
    this.realm.close();
    this.network.close();
  }

  private async tapNode(target: Node): Promise<void> {
    const button = [...target.outwards()].find(({ tag }) => tag === 'button');
    const openType = button?.attribute('open-type');
    this.bubble(target, 'tap', {});
    if (button && openType === 'share') {
      const card = (await call(this.pages.current, 'onShareAppMessage', {
        from: 'button',
        target: { id: button.id, dataset: { sid: button.sid } },
      })) as Share | undefined;
      if (!card) throw new Error(`${this.route} shares nothing`);
      this.shares.push({ title: card.title, path: card.path, imageUrl: card.imageUrl });
    }
    if (button && openType === 'getPhoneNumber') {
      const code = (await this.options.phoneCode?.()) ?? null;
      this.emit(
        button,
        'getphonenumber',
        code === null ? { errMsg: 'getPhoneNumber:fail user deny' } : { code, errMsg: 'getPhoneNumber:ok' },
      );
    }
    if (button && openType === 'chooseAvatar') this.emit(button, 'chooseavatar', { avatarUrl: this.options.picks?.()[0] ?? '' });
    await this.settle();
  }

  /** From the node outwards, to every one that listens, until one catches. */
  private bubble(target: Node, event: string, detail: object): void {
    const listening = [...target.outwards()].filter((node) => node.listens(event) !== null);
    if (listening.length === 0) throw new Error(`Nothing listens to a ${event} on “${target.name}”`);
    for (const node of listening) {
      this.emit(node, event, detail, target);
      if (node.listens(event) === 'catch') return;
    }
  }

  private emit(node: Node, type: string, detail: object, target: Node = node): void {
    const place = ({ id, sid }: Node) => ({ id, dataset: { sid } });
    this.realm.guard(() =>
      call(this.pages.current, 'eh', {
        type,
        timeStamp: Date.now(),
        detail,
        currentTarget: place(node),
        target: place(target),
        touches: [],
        changedTouches: [],
      }),
    );
  }

  private async control(tags: string[], name: string, where: Where): Promise<Node> {
    let found: Node | undefined;
    await this.waitFor(() => {
      const controls = this.nodes().flatMap((node) => [...node.all()].filter(({ tag }) => tags.includes(tag)));
      const named = controls.filter((node) => String(node.attribute('placeholder') ?? '').includes(name) || node.name === plain(name));
      found = named.length > 0 ? pick(named, where) : pick(controls, { near: name, nth: where.nth });
      return found !== undefined && !off(found);
    }, `a field “${name}”`);
    return found as Node;
  }

  /** Lets the app do what it does at once; what comes later is waited for by text. */
  private settle(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, 20));
  }

  private tabs(): { pagePath: string; text: string }[] {
    return this.json.tabBar?.list ?? [];
  }
}

function off(node: Node): boolean {
  return [...node.outwards()].some((one) => one.tag === 'button' && one.attribute('disabled') === true);
}
