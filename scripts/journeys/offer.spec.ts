import { stock } from './support/goods';
import { KINDS, type PhoneKind } from './support/phone';
import { Phones } from './support/phones';
import { type Place, startPlace } from './support/place';
import { join, settle } from './support/town';

const OWNER = { key: 'owner-1', provider: 'wechat' } as const;
const TITLE = '球泡整箱特惠';

describe.each(KINDS)('a manager offers goods with a notice, %s', (kind: PhoneKind) => {
  let place: Place;
  let phones: Phones;

  beforeAll(async () => {
    place = await startPlace();
    phones = new Phones(kind, place, 'offer');
    const town = await settle(place);
    await stock(place, town.admin);
    await join(place, town.sales[0]?.token ?? '', { key: OWNER.key, name: '周鑫', shopId: town.shops.near, role: 'owner' });
  });
  afterAll(async () => {
    await phones?.close();
    await place?.close();
  });

  it('picked out of the handbook, with a quantity, seen as readers will', async () => {
    const phone = await phones.of('manager', 'wecom');
    await phone.tap('我');
    await phone.tap('写公告');
    await phone.onPage('manager/compose-announcement/index');
    await phone.type('一句话说清是什么事', TITLE);
    await phone.type('正文。', '年底前整箱订，价格不变。');
    await phone.tap('选货');
    await phone.tap('LED 球泡');
    await phone.see('LED 球泡 9W 白光');
    await phone.type('数量', '2');
    await phone.shot('goods');
    await phone.tap('发给谁');
    await phone.tap('武侯区门店 1');
    await phone.tap('预览');
    await phone.see('一键订这套');
    await phone.shot('preview');
    await phone.tap('发布给 1 家');
    await phone.onPage('manager/report/index');
    await phone.see('看过后下单 0 家');
  });

  it('which the owner finds below it, at the shop’s own price', async () => {
    const phone = await phones.of(OWNER.key, OWNER.provider);
    await phone.tap(TITLE);
    await phone.onPage('shop/announcement/index');
    await phone.see('LED 球泡', '一键订这套 ¥272.00');
    await phone.shot('offered');
    expect(phones.errors).toEqual([]);
  });
});
