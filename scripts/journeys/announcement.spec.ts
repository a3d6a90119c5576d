import { closeBrowser } from './support/browser';
import { KINDS, type Phone, takePhone } from './support/phone';
import { type Place, startPlace } from './support/place';
import { join, settle } from './support/town';

const TITLE = '12 月起角磨机系列调价';
const BODY = '新价格从 12 月 1 日起执行，之前下的单按老价格。';

describe.each(KINDS)('a notice for a segment is published, seen, read and called after, %s', (kind) => {
  let place: Place;
  let manager: Phone;
  let sales: Phone;
  let owner: Phone;
  let clerk: Phone;
  const phones: Phone[] = [];
  const take = async (key: string, provider: 'wechat' | 'wecom'): Promise<Phone> => {
    const phone = await takePhone(kind, place, 'announcement', { key, provider });
    phones.push(phone);
    return phone;
  };
  const announcementId = async (): Promise<number> => {
    const { items } = await place.api.call('announcements.list', await place.api.signIn('wecom', 'manager'));
    return items[0]?.id ?? 0;
  };

  beforeAll(async () => {
    place = await startPlace();
    const { sales: staff, shops } = await settle(place);
    await join(place, staff[0]?.token ?? '', { key: 'owner-1', name: '周鑫', shopId: shops.near, role: 'owner' });
    await join(place, staff[0]?.token ?? '', { key: 'clerk-1', name: '周小玲', shopId: shops.near, role: 'clerk' });
    await join(place, staff[1]?.token ?? '', { key: 'owner-2', name: '何秀琼', shopId: shops.far, role: 'owner' });
  });
  afterAll(async () => {
    for (const phone of phones) await phone.close();
    await place.close();
    await closeBrowser();
  });

  it('is written by the manager, who sees whom it will reach', async () => {
    manager = await take('manager', 'wecom');
    await manager.tap('我');
    await manager.tap('写公告');
    await manager.onPage('manager/compose-announcement/index');
    await manager.type('一句话说清是什么事', TITLE);
    await manager.type('正文。', BODY);
    await manager.tap('要点“我已知晓”');
    await manager.shot('content');
    await manager.tap('发给谁');
    await manager.tap('武侯区门店 1');
    await manager.see('将送达 1 家 · 2 人');
    await manager.shot('audience');
    await manager.tap('预览');
    await manager.see(BODY);
    await manager.shot('preview');
    await manager.tap('发布给 1 家');
    await manager.onPage('manager/report/index');
    await manager.see('已送达 1 家，还没有人读', '周鑫', '周小玲');
    await manager.shot('report-unread');
  });

  it('stands on the call list of the shop’s salesperson', async () => {
    sales = await take('sales-1', 'wecom');
    await sales.tap('我');
    await sales.tap('电话清单');
    await sales.see(TITLE, '周鑫 · 店主', '周小玲 · 店员');
    await sales.shot('call-list');
  });

  it('is seen, read and acknowledged by the owner, and by the clerk', async () => {
    owner = await take('owner-1', 'wechat');
    await owner.see('待确认 1', TITLE);
    await owner.shot('home');
    await owner.tap(TITLE);
    await owner.onPage('shop/announcement/index');
    await owner.see(BODY);
    await owner.tap('我已知晓');
    await owner.miss('我已知晓');
    await owner.shot('acknowledged');
    await owner.back();
    await owner.miss('待确认');

    clerk = await take('clerk-1', 'wechat');
    await clerk.tap('收件箱');
    await clerk.see('条未读', TITLE);
    await clerk.shot('inbox');
    expect([...owner.errors, ...clerk.errors]).toEqual([]);
  });

  it('is read half: the report says so, and the list to call has become shorter', async () => {
    await manager.open(`/manager/report/index?id=${await announcementId()}`);
    await manager.see('1 家中 1 家已读，店主已读 1，店员已读 0');
    await manager.shot('report-half');
    await sales.pullDown();
    await sales.see('周小玲 · 店员');
    await sales.miss('周鑫 · 店主');
    await sales.shot('call-list-shorter');
  });

  it('is read whole once the clerk opens it', async () => {
    await clerk.tap(TITLE);
    await clerk.onPage('shop/announcement/index');
    await clerk.see(BODY);
    await clerk.tap('我已知晓');
    await clerk.miss('我已知晓');
    await manager.back();
    await manager.open(`/manager/report/index?id=${await announcementId()}`);
    await manager.see('1 家全部读完', '每个人都读过了');
    // The first of this name is the figure at the top.
    await manager.tap('已读', { nth: 1 });
    await manager.see('周鑫', '周小玲', '已确认');
    await manager.shot('report-whole');
    await sales.pullDown();
    await sales.see('都读过了，没有要打的电话');
    await sales.shot('call-list-empty');
    expect([...manager.errors, ...sales.errors, ...clerk.errors]).toEqual([]);
  });

  it('leaves no trace for a shop outside the segment', async () => {
    const outsider = await take('owner-2', 'wechat');
    await outsider.see('还没有新消息');
    await outsider.tap('收件箱');
    await outsider.see('收件箱是空的');
    await outsider.open(`/shop/announcement/index?id=${await announcementId()}`);
    await outsider.see('您无权查看');
    expect(await outsider.shows(TITLE)).toBe(false);
    await outsider.shot('outside');
  });
});
