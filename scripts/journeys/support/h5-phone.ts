import type { BrowserContext, ElementHandle, Page } from 'playwright-core';
import { browser } from './browser';
import { findInPage, readPage, type Wanted } from './find-in-page';
import type { Holder, Phone, Where } from './held-phone';
import type { Place } from './place';
import { shotFile } from './shots';

const PATIENCE_MS = 15_000;
const EVERY_MS = 50;

/** The h5 build in a browser of a phone's size. */
export class H5Phone implements Phone {
  readonly calls: string[] = [];
  readonly errors: string[] = [];

  static async take(place: Place, journey: string, holder: Holder, large = false): Promise<H5Phone> {
    const context = await (await browser()).newContext({
      viewport: { width: 390, height: 844 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      hasTouch: true,
      permissions: ['clipboard-read', 'clipboard-write'],
      reducedMotion: 'reduce',
    });
    if (large) await context.addInitScript(() => localStorage.setItem('dianquan:large-type', JSON.stringify({ data: 'true' })));
    const phone = new H5Phone(place, journey, holder, context, await context.newPage());
    await phone.start();
    return phone;
  }

  /** Requests without an answer so far. */
  private underWay = 0;

  private constructor(
    private readonly place: Place,
    private readonly journey: string,
    readonly holder: Holder,
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('request', () => {
      this.underWay += 1;
    });
    for (const end of ['requestfinished', 'requestfailed'] as const) {
      page.on(end as 'requestfinished', () => {
        this.underWay -= 1;
      });
    }
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => {
      // Refusals of the API are logged by the browser too; journeys that expect one read it on the screen.
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) this.errors.push(message.text());
    });
    page.on('requestfailed', (request) => {
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') this.errors.push(`${request.url()} ${request.failure()?.errorText}`);
    });
    page.on('response', (response) => {
      const { pathname } = new URL(response.url());
      const isFetched = ['fetch', 'xhr'].includes(response.request().resourceType());
      if (pathname.startsWith('/api/') && isFetched) {
        this.calls.push(`${response.request().method()} ${pathname}${response.ok() ? '' : ` ${response.status()}`}`);
      } else if (response.status() >= 400) this.errors.push(`${response.url()} ${response.status()}`);
    });
  }

  async open(path: string): Promise<void> {
    await this.page.evaluate((hash) => {
      window.location.hash = hash;
    }, path);
    await this.onPage(path);
  }

  async tap(text: string, where: Where = {}): Promise<void> {
    await this.withElement({ text, what: 'anything', ...where }, `“${text}” to tap`, (element) => element.click({ timeout: 2000 }));
  }

  async type(name: string, value: string, where: Where = {}): Promise<void> {
    await this.withElement({ text: name, what: 'box', ...where }, `a box “${name}”`, async (box) => {
      await box.fill(value, { timeout: 2000 });
      await box.evaluate((element) => (element as HTMLInputElement).blur());
    });
  }

  async see(...texts: string[]): Promise<void> {
    for (const text of texts) await this.waitFor(() => this.shows(text), `“${text}”`);
  }

  async miss(text: string): Promise<void> {
    await this.waitFor(async () => !(await this.shows(text)), `“${text}” to go`);
  }

  async shows(text: string): Promise<boolean> {
    return (await this.find({ text, what: 'anything' })) !== null;
  }

  async onPage(route: string): Promise<void> {
    const wanted = pathOf(route);
    // The address changes at once; the page follows when its part of the bundle has come.
    const isUp = () =>
      this.page.evaluate(
        (path) =>
          Array.from(document.querySelectorAll('.taro_page_show')).some((page) => page.id.startsWith(`/${path}`) && page.checkVisibility()),
        wanted,
      );
    await this.waitFor(async () => pathOf(new URL(this.page.url()).hash.slice(1)) === wanted && (await isUp()), `page ${wanted}`);
  }

  async back(): Promise<void> {
    await this.tap('返回');
  }

  /** Drags the page down with a finger. */
  async pullDown(): Promise<void> {
    const touch = await this.context.newCDPSession(this.page);
    const at = (y: number): { x: number; y: number }[] => [{ x: 195, y }];
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(200) });
    for (let y = 220; y <= 520; y += 20) await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(y) });
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await touch.detach();
  }

  /** Outside the phones page, sharing puts the link into the clipboard. */
  async sharedPath(): Promise<string> {
    let path = '';
    await this.waitFor(async () => {
      const text = await this.page.evaluate(() => navigator.clipboard.readText());
      path = text.split('/#')[1] ?? '';
      return path !== '';
    }, 'a shared link');
    return path;
  }

  async picture(): Promise<string> {
    let url = '';
    await this.waitFor(async () => {
      url = await this.page.evaluate(() => {
        const seen = Array.from(document.images).filter((image) => image.checkVisibility() && image.complete && image.naturalWidth > 0);
        const [largest] = seen.sort((a, b) => b.width * b.height - a.width * a.height);
        if (!largest || largest.width < 120) return '';
        const canvas = Object.assign(document.createElement('canvas'), { width: largest.naturalWidth, height: largest.naturalHeight });
        canvas.getContext('2d')?.drawImage(largest, 0, 0);
        return canvas.toDataURL('image/png');
      });
      return url !== '';
    }, 'a picture');
    return url;
  }

  /** What the look at the page finds as soon as nothing is loading any more. */
  async whenLoaded(look: () => string[] | null): Promise<string[]> {
    let found: string[] | null = null;
    await this.waitFor(async () => {
      if (this.underWay > 0) return false;
      found = await this.page.evaluate(look);
      await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      return found !== null && this.underWay === 0;
    }, 'the end of the loading');
    return found ?? [];
  }

  async shot(name: string): Promise<void> {
    await this.page.screenshot({ path: shotFile(this.journey, 'h5', name, 'png'), animations: 'disabled' });
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  private async start(): Promise<void> {
    const { key, provider } = this.holder;
    const query = new URLSearchParams({ as: `demo-${key}`, provider });
    await this.page.goto(`${this.place.url}/?${query}#/pages/home/index`);
    await this.waitFor(async () => (await this.page.locator('.taro_page').count()) > 0, 'the app');
  }

  private async find(wanted: Wanted): Promise<ElementHandle | null> {
    return (await this.page.evaluateHandle(findInPage, wanted)).asElement();
  }

  /** Until it works: lists are drawn anew under one's finger. */
  private async withElement(wanted: Wanted, name: string, act: (element: ElementHandle) => Promise<unknown>): Promise<void> {
    let fault: unknown;
    await this.waitFor(
      async () => {
        const element = await this.find(wanted);
        if (!element || (await element.evaluate((one) => (one as Element).closest('[disabled]:not([disabled="false"])') !== null)))
          return false;
        try {
          await act(element);
          return true;
        } catch (error) {
          fault = error;
          return false;
        }
      },
      name,
      () => fault,
    );
  }

  private async waitFor(holds: () => Promise<boolean>, what: string, fault: () => unknown = () => undefined): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    while (!(await holds().catch(() => false))) {
      if (Date.now() > until) {
        await this.shot('vain').catch(() => undefined);
        const read = await this.page.evaluate(readPage).catch(() => '');
        throw new Error(
          `${this.holder.key} waited in vain for ${what}.\nPage: ${this.page.url()}\nTo be read: ${read}\nErrors: ${this.errors.join('\n')}\nLast calls: ${this.calls.slice(-6).join(', ')}\n${fault() ?? ''}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    }
  }
}

function pathOf(route: string): string {
  return (route.split('?')[0] ?? '').replace(/^\//, '');
}
