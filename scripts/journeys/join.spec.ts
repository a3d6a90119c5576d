import { closeBrowser } from './support/browser';
import { KINDS, type Phone, takePhone } from './support/phone';
import { type Place, startPlace } from './support/place';
import { scan } from './support/scan';
import { join, publish, settle, type Town } from './support/town';

const SHOP = '簇桥便民五金店';
const NOTICE = '新入店圈的门店请看：怎么下单、怎么退换';

describe.each(KINDS)('a salesperson invites, a stranger joins, the scoreboard moves, %s', (kind) => {
  let place: Place;
  let town: Town;
  let sales: Phone;
  let stranger: Phone;
  const take = (key: string, provider: 'wechat' | 'wecom'): Promise<Phone> => takePhone(kind, place, 'join', { key, provider });

  beforeAll(async () => {
    place = await startPlace();
    town = await settle(place);
    await join(place, town.sales[1]?.token ?? '', { key: 'owner-2', name: '何秀琼', shopId: town.shops.far, role: 'owner' });
    await publish(place, town, { title: NOTICE, audience: { everyone: true }, openUntil: new Date(Date.now() + 86_400_000).toISOString() });
    await place.api.control('/users', 'POST', { key: 'stranger-9', nickname: '陈国华' });
  });
  afterAll(async () => {
    await sales?.close();
    await stranger?.close();
    await place.close();
    await closeBrowser();
  });

  it('shows a code that a stranger’s phone can read', async () => {
    sales = await take('sales-1', 'wecom');
    await sales.tap('我');
    await sales.tap('我的邀请码');
    await sales.onPage('sales/my-code/index');
    await sales.see('让店主微信扫一扫', '等第一位店主扫码');
    const picture = await sales.picture();
    await sales.shot('code');

    stranger = await take('stranger-9', 'wechat');
    await stranger.see('欢迎来到店圈');
    await stranger.shot('before');
    await stranger.open(await scan(place, picture, 'stranger-9'));
    await stranger.see('王志强', '邀请您加入', '微信一键加入');
    await stranger.shot('landing');
  });

  it('asks for consent, then for the phone number, then which shop is theirs', async () => {
    await stranger.tap('微信一键加入');
    await stranger.see('隐私说明');
    await stranger.shot('consent');
    await stranger.tap('同意并继续');
    await stranger.see('用来核对哪家是您的门店');
    await stranger.shot('phone');
    await stranger.tap('用微信手机号');
    await stranger.see('这是您的店吗？');
    await stranger.shot('which-shop');
    await stranger.tap('都不是，新建门店');
    await stranger.type('招牌上的名字', SHOP);
    await stranger.type('街道和门牌', '武侯区簇桥下街 36 号');
    await stranger.shot('new-shop');
    await stranger.tap('下一步');
    await stranger.type('如：王建国', '陈国华');
    await stranger.shot('role');
    await stranger.tap('加入');
  });

  it('ends with the first notice open', async () => {
    await stranger.onPage('shop/announcement/index');
    await stranger.see(NOTICE);
    await stranger.shot('first-notice');
    await stranger.back();
    await stranger.onPage('pages/home/index');
    await stranger.see(NOTICE);
    await stranger.shot('home');
    expect(stranger.errors).toEqual([]);
  });

  it('moves the scoreboard, on the page that shows the code and on the board', async () => {
    await sales.see(SHOP, '陈国华 · 店主', '今天+1人');
    await sales.shot('joined');
    await sales.open('/sales/scoreboard/index');
    await sales.see('王志强（我）', '1 家');
    await sales.shot('scoreboard');
    await sales.tap('王志强（我）');
    await sales.see(SHOP, '新客', '王志强 → 陈国华');
    await sales.shot('attribution');
    expect(sales.errors).toEqual([]);

    const { items } = await place.api.call('invitations.scoreboard', town.sales[0]?.token ?? '');
    expect(items.find(({ name }) => name === '王志强')).toMatchObject({ joined: 1, shops: 1, strangers: 1, today: 1 });
  });
});
