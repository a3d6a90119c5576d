import type { Frame, Page } from 'playwright-core';
import { browser, closeBrowser } from './support/browser';
import { type Place, startPlace } from './support/place';
import { shotFile } from './support/shots';
import { settle } from './support/town';

describe('the phones page', () => {
  let place: Place;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    place = await startPlace();
    await settle(place);
    page = await (await browser()).newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', reducedMotion: 'reduce' });
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(`${place.url}/demo`);
    await page.locator('.phone').nth(2).waitFor();
  });
  afterAll(async () => {
    await closeBrowser();
    await place.close();
  });

  const shot = (name: string): Promise<unknown> => page.screenshot({ path: shotFile('phones', 'page', name, 'png') });
  const inPhone = async (nth: number): Promise<Frame> => {
    const frame = await (await page.locator('.phone__screen').nth(nth).elementHandle())?.contentFrame();
    if (!frame) throw new Error(`no phone ${nth}`);
    return frame;
  };
  const read = async (nth: number, text: string): Promise<void> => (await inPhone(nth)).getByText(text).first().waitFor();

  it('puts a salesperson, a stranger and the manager side by side within the window, each signed in as themselves', async () => {
    await read(1, '欢迎来到店圈');
    await read(0, '公告');
    await read(2, '公告');
    await shot('start');
    expect(await page.locator('.phone__name').allTextContents()).toEqual(['王志强', '陈国华', '苏敏']);
    const { width, height } = await page.evaluate(() => ({
      width: document.querySelector('.table')?.scrollWidth ?? 0,
      height: document.documentElement.scrollHeight,
    }));
    expect([width, height]).toEqual([1440, 900]);
    expect(errors).toEqual([]);
  });

  it('hands a phone to somebody else, and lays a fourth one down for somebody who has never been here', async () => {
    await page.getByLabel('换个人').nth(2).selectOption('sales-2');
    await read(2, '公告');
    expect(await page.locator('.phone__name').nth(2).textContent()).toBe('李晓燕');
    expect(page.url()).toContain('phones=sales-1,stranger-1,sales-2');
    await page.getByLabel('换个人').nth(2).selectOption('manager');

    await page.getByRole('button', { name: '＋ 新微信用户' }).click();
    await read(3, '欢迎来到店圈');
    expect(await page.locator('.phone__role').nth(3).textContent()).toBe('还没加入');
    await shot('four-phones');
    await page.getByRole('button', { name: '收起这部手机' }).click();
    expect(await page.locator('.phone').count()).toBe(3);
    expect(errors).toEqual([]);
  });

  it('moves the clock of the server and of the platform', async () => {
    const hour = async (): Promise<string> => (await page.locator('.clock__now').textContent()) ?? '';
    const before = await hour();
    expect(before).toMatch(/^\d+月\d+日 周. \d\d:\d\d$/);
    await page.getByLabel('把时钟往前拨').selectOption({ label: '1 小时' });
    await page.getByText('时钟已拨快').waitFor();
    expect(await hour()).not.toBe(before);
    expect((await place.api.control<{ offsetMs: number }>('/clock')).offsetMs).toBe(3_600_000);
  });
});
