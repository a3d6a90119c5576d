import type { Frame, Page } from 'playwright-core';
import { browser, closeBrowser } from './support/browser';
import { type Place, startPlace } from './support/place';
import { shotFile } from './support/shots';
import { putTemplate, sendAtAnyHour } from './support/templates';
import { publish, settle, type Town } from './support/town';

const NOTICE = '周三起改走新仓库发货';
const SALES = 0;
const STRANGER = 1;

describe('a stranger agrees to be told when joining, and a notice reaches their lock screen', () => {
  let place: Place;
  let town: Town;
  let page: Page;
  const errors: string[] = [];

  beforeAll(async () => {
    place = await startPlace();
    town = await settle(place);
    await putTemplate(place, town, 'announcement', '新公告提醒');
    await sendAtAnyHour(place, town);
    page = await (await browser()).newPage({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', reducedMotion: 'reduce' });
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${place.url}/demo`);
    await page.locator('.phone').nth(2).waitFor();
  });
  afterAll(async () => {
    await closeBrowser();
    await place.close();
  });

  const shot = (name: string): Promise<unknown> => page.screenshot({ path: shotFile('push', 'h5', name, 'png') });
  const inPhone = async (nth: number): Promise<Frame> => {
    const frame = await (await page.locator('.phone__screen').nth(nth).elementHandle())?.contentFrame();
    if (!frame) throw new Error(`no phone ${nth}`);
    return frame;
  };
  const tap = async (nth: number, text: string, exact = false): Promise<void> => {
    const written = (await inPhone(nth)).getByText(text, { exact }).and((await inPhone(nth)).locator(':visible'));
    await written.first().click();
  };
  const read = async (nth: number, text: string): Promise<void> => (await inPhone(nth)).getByText(text).first().waitFor();
  const type = async (nth: number, name: string, value: string): Promise<void> =>
    (await inPhone(nth)).locator(`:is(input, textarea)[placeholder*="${name}"]`).fill(value);
  const agree = (dialog: string, answer: string): Promise<void> =>
    page.getByRole('dialog', { name: dialog }).getByRole('button', { name: answer, exact: true }).click();

  it('asks at the tap that joins, with one sentence why', async () => {
    await tap(SALES, '我');
    await tap(SALES, '我的邀请码');
    await page.getByRole('button', { name: '用陈国华的手机扫一扫' }).click();
    await tap(STRANGER, '微信一键加入');
    await tap(STRANGER, '同意并继续');
    await tap(STRANGER, '用微信手机号');
    await agree('用户隐私保护提示', '同意');
    await agree('获取并验证你的手机号', '允许');
    await type(STRANGER, '按店名找', '鑫鑫鑫五金');
    await tap(STRANGER, '鑫鑫鑫五金建材经营部');
    await read(STRANGER, '不同意也一样用');
    await type(STRANGER, '如：王建国', '陈国华');
    await tap(STRANGER, '加入', true);
    await page.getByRole('dialog', { name: '发送一次以下消息' }).waitFor();
    await shot('asked');
    await agree('发送一次以下消息', '允许');
    await page.getByText('陈国华 加入了').waitFor();
  });

  it('shows the notice on the lock screen, and a tap there opens it', async () => {
    const id = await publish(place, town, { title: NOTICE, audience: { everyone: true } });
    const lock = page.locator('.phone').nth(STRANGER).getByRole('log', { name: '锁屏通知' });
    await lock.getByText('新公告提醒').waitFor();
    await lock.getByText(NOTICE).waitFor();
    await shot('lock-screen');
    await lock.getByRole('button', { name: '打开' }).click();
    await read(STRANGER, '请安排一位同事看完');
    await shot('opened');
    await read(STRANGER, NOTICE);
    const readers = async (): Promise<number> =>
      (await place.api.call('announcements.report', town.manager, { params: { id } })).owners.read;
    for (let tries = 0; tries < 100 && (await readers()) < 1; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await readers()).toBe(1);
  });

  it('leaves the consent used up, here and at the platform, and one tap gives another', async () => {
    const { rights } = await place.api.control<{ rights: { granted: number; sent: number; left: number }[] }>(
      '/users/stranger-1/subscriptions',
    );
    expect(rights).toMatchObject([{ granted: 1, sent: 1, left: 0 }]);
    await (await inPhone(STRANGER)).evaluate(() => {
      window.location.hash = '/shop/message-settings/index';
    });
    await read(STRANGER, '现在收不到公告提醒，点一下加一条');
    await tap(STRANGER, '现在收不到公告提醒，点一下加一条');
    await agree('发送一次以下消息', '允许');
    await read(STRANGER, '还能收到 1 条公告提醒，点一下再加一条');
    await shot('settings');
    expect(errors).toEqual([]);
  });
});
