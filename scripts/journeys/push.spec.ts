import { closeBrowser } from './support/browser';
import { PhonesPage } from './support/phones-page';
import { type Place, startPlace } from './support/place';
import { putTemplate, sendAtAnyHour } from './support/templates';
import { publish, settle, type Town } from './support/town';

const NOTICE = '周三起改走新仓库发货';
const SALES = 0;
const STRANGER = 1;

describe('a stranger agrees to be told when joining, and a notice reaches their lock screen', () => {
  let place: Place;
  let town: Town;
  let phones: PhonesPage;

  beforeAll(async () => {
    place = await startPlace();
    town = await settle(place);
    await putTemplate(place, town, 'announcement', '新公告提醒');
    await sendAtAnyHour(place, town);
    phones = await PhonesPage.open(place.url, 'push');
  });
  afterAll(async () => {
    await closeBrowser();
    await place.close();
  });

  const agree = (dialog: string, answer: string): Promise<void> =>
    phones.page.getByRole('dialog', { name: dialog }).getByRole('button', { name: answer, exact: true }).click();

  it('asks at the tap that joins, with one sentence why', async () => {
    await phones.tap(SALES, '我');
    await phones.tap(SALES, '我的邀请码');
    await phones.page.getByRole('button', { name: '用陈国华的手机扫一扫' }).click();
    await phones.tap(STRANGER, '微信一键加入');
    await phones.tap(STRANGER, '同意并继续');
    await phones.tap(STRANGER, '用微信手机号');
    await agree('用户隐私保护提示', '同意');
    await agree('获取并验证你的手机号', '允许');
    await phones.type(STRANGER, '按店名找', '鑫鑫鑫五金');
    await phones.tap(STRANGER, '鑫鑫鑫五金建材经营部');
    await phones.read(STRANGER, '不同意也一样用');
    await phones.type(STRANGER, '如：王建国', '陈国华');
    await phones.tap(STRANGER, '加入', true);
    await phones.page.getByRole('dialog', { name: '发送一次以下消息' }).waitFor();
    await phones.shot('asked');
    await agree('发送一次以下消息', '允许');
    await phones.page.getByText('陈国华 加入了').waitFor();
  });

  it('shows the notice on the lock screen, and a tap there opens it', async () => {
    const id = await publish(place, town, { title: NOTICE, audience: { everyone: true } });
    const lock = phones.page.locator('.phone').nth(STRANGER).getByRole('log', { name: '锁屏通知' });
    await lock.getByText('新公告提醒').waitFor();
    await lock.getByText(NOTICE).waitFor();
    await phones.shot('lock-screen');
    await lock.getByRole('button', { name: '打开' }).click();
    await phones.read(STRANGER, '请安排一位同事看完');
    await phones.shot('opened');
    await phones.read(STRANGER, NOTICE);
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
    await (await phones.inPhone(STRANGER)).evaluate(() => {
      window.location.hash = '/shop/message-settings/index';
    });
    await phones.read(STRANGER, '现在收不到公告提醒，点一下加一条');
    await phones.tap(STRANGER, '现在收不到公告提醒，点一下加一条');
    await agree('发送一次以下消息', '允许');
    await phones.read(STRANGER, '还能收到 1 条公告提醒，点一下再加一条');
    await phones.shot('settings');
    expect(phones.errors).toEqual([]);
  });
});
