import type { Frame, Page } from 'playwright-core';
import { browser } from './browser';
import { shotFile } from './shots';

/** The page with the phones on it, in a wide window; phones are counted from the left. */
export class PhonesPage {
  /** What the page threw or complained of. */
  readonly errors: string[] = [];

  static async open(url: string, journey: string): Promise<PhonesPage> {
    const page = await (await browser()).newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', reducedMotion: 'reduce' });
    const phones = new PhonesPage(page, journey);
    await page.goto(`${url}/demo`);
    await page.locator('.phone').nth(2).waitFor();
    return phones;
  }

  private constructor(
    readonly page: Page,
    private readonly journey: string,
  ) {
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && this.errors.push(`${message.text()} ${message.location().url}`));
  }

  readonly shot = (name: string): Promise<unknown> => this.page.screenshot({ path: shotFile(this.journey, 'page', name, 'png') });

  readonly inPhone = async (nth: number): Promise<Frame> => {
    const frame = await (await this.page.locator('.phone__screen').nth(nth).elementHandle())?.contentFrame();
    if (!frame) throw new Error(`no phone ${nth}`);
    return frame;
  };

  readonly tap = async (nth: number, text: string, exact = false): Promise<void> => {
    // Pages that lie below are still there, unseen.
    const written = (await this.inPhone(nth)).getByText(text, { exact }).and((await this.inPhone(nth)).locator(':visible'));
    await written.first().click();
  };

  readonly type = async (nth: number, name: string, value: string): Promise<void> =>
    (await this.inPhone(nth)).locator(`:is(input, textarea)[placeholder*="${name}"]`).fill(value);

  readonly read = async (nth: number, text: string): Promise<void> => (await this.inPhone(nth)).getByText(text).first().waitFor();
}
