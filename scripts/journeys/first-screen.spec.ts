import { closeBrowser } from './support/browser';
import { KINDS, type Phone, takePhone } from './support/phone';
import { type Place, startPlace } from './support/place';
import { join, settle } from './support/town';

describe.each(KINDS)('the first screen, %s', (kind) => {
  let place: Place;
  const phones: Phone[] = [];

  beforeAll(async () => {
    place = await startPlace();
    const { sales, shops } = await settle(place);
    await join(place, sales[0]?.token ?? '', { key: 'owner-1', name: '周鑫', shopId: shops.near, role: 'owner' });
  });
  afterAll(async () => {
    for (const phone of phones) await phone.close();
    await place.close();
    await closeBrowser();
  });

  it.each([
    { key: 'owner-1', provider: 'wechat' },
    { key: 'manager', provider: 'wecom' },
    { key: 'wx-newcomer', provider: 'wechat' },
  ] as const)('needs at most two calls of the API for $key', async (holder) => {
    const phone = await takePhone(kind, place, 'first-screen', holder);
    phones.push(phone);
    await phone.see('首页');
    await phone.shot(holder.key);
    expect(phone.calls.length).toBeGreaterThan(0);
    expect(phone.calls.length).toBeLessThanOrEqual(2);
    expect(phone.errors).toEqual([]);
  });
});
