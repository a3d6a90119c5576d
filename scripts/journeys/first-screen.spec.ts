import { closeBrowser } from './support/browser';
import { KINDS, type Phone, takePhone } from './support/phone';
import { type Place, startPlace } from './support/place';
import { join, publish, settle } from './support/town';

const NOTICE = '年底盘点，12 月 30 日停发一天';

describe.each(KINDS)('the first screen, %s', (kind) => {
  let place: Place;
  const phones: Phone[] = [];

  beforeAll(async () => {
    place = await startPlace();
    const town = await settle(place);
    await join(place, town.sales[0]?.token ?? '', { key: 'owner-1', name: '周鑫', shopId: town.shops.near, role: 'owner' });
    await publish(place, town, { title: NOTICE, audience: { everyone: true }, mustAcknowledge: true });
    await place.api.control('/users', 'POST', { key: 'newcomer', nickname: '陈国华' });
  });
  afterAll(async () => {
    for (const phone of phones) await phone.close();
    await place.close();
    await closeBrowser();
  });

  it.each([
    { key: 'owner-1', provider: 'wechat', shows: ['待确认 1', NOTICE] },
    { key: 'sales-1', provider: 'wecom', shows: [NOTICE] },
    { key: 'manager', provider: 'wecom', shows: [NOTICE] },
    { key: 'newcomer', provider: 'wechat', shows: ['欢迎来到店圈'] },
  ] as const)('needs at most two calls of the API for $key', async ({ shows, ...holder }) => {
    const phone = await takePhone(kind, place, 'first-screen', holder);
    phones.push(phone);
    await phone.see(...shows);
    expect(phone.calls).toEqual(['POST /api/session', 'GET /api/home']);
    await phone.shot(holder.key);
    expect(phone.errors).toEqual([]);
  });
});
