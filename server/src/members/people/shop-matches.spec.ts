import { bootApp, type TestApp } from '../../../test/app';
import { buildGuest } from '../../../test/builders/account';
import { buildMember } from '../../../test/builders/member';
import { buildShop } from '../../../test/builders/shop';
import { uniquePhone } from '../../../test/builders/unique';
import { MembersModule } from '../members.module';
import { Lookups } from './lookups';

/** Far from each other, so that the tests don't meet. */
const CHUNXI = { latitude: 30.6571, longitude: 104.0771 };
const LHASA = { latitude: 29.65, longitude: 91.1 };

let t: TestApp;
beforeAll(async () => {
  t = await bootApp({ rooms: [MembersModule] });
});
afterAll(() => t.close());

const match = (as: string, query: object) => t.call('members.matchShops', { as, query: { ...query } });

describe('finding my shop', () => {
  it('goes by the phone on record, and tells no phone', async () => {
    const phone = uniquePhone();
    const byShop = await buildShop(t, { name: '按电话五金', phone, address: '一环路2号', regionCode: '510104' });
    const byContact = await buildShop(t, { contacts: [{ name: '老板', phone }] });
    const { token } = await buildGuest(t, { phone });
    const { status, body } = await match(token, {});
    expect(status).toBe(200);
    expect(body.items.map(({ shopId }) => shopId)).toEqual([byShop.shopId, byContact.shopId]);
    expect(body.items[0]).toEqual({
      shopId: byShop.shopId,
      name: '按电话五金',
      address: '一环路2号',
      districtName: '锦江区',
      distance: null,
      by: ['phone'],
      hasOwner: false,
    });
    expect(JSON.stringify(body)).not.toContain(phone);
  });

  it('goes by words of the name and the address, taken literally, and not by other people’s phones or codes', async () => {
    const { shopId } = await buildShop(t, { name: '鑫源ABC五金', address: '府青路88号', phone: '13512121212', code: 'K-7788' });
    const { token } = await buildGuest(t);
    for (const name of ['鑫源', '鑫源 府青', 'abc五金']) {
      expect((await match(token, { name })).body.items.map((one) => one.shopId)).toEqual([shopId]);
    }
    for (const name of ['13512121212', 'K-7788', '%%', '鑫_源']) expect((await match(token, { name })).body.items).toEqual([]);
  });

  it('goes by nearness within three kilometres, the nearest first', async () => {
    const north = (metres: number) => ({ latitude: CHUNXI.latitude + metres / 111_195, longitude: CHUNXI.longitude });
    const far = await buildShop(t, north(2900));
    const near = await buildShop(t, north(120));
    const beyond = await buildShop(t, north(3100));
    const { token } = await buildGuest(t);
    const { body } = await match(token, CHUNXI);
    expect(body.items.map(({ shopId }) => shopId)).toEqual([near.shopId, far.shopId]);
    expect(body.items[0]).toMatchObject({ by: ['nearness'], distance: 120 });
    expect(body.items.map(({ shopId }) => shopId)).not.toContain(beyond.shopId);
  });

  it('puts the shop of the invitation first, then the phone, then the name, and says every reason', async () => {
    const phone = uniquePhone();
    const spot = { latitude: LHASA.latitude, longitude: LHASA.longitude };
    const named = await buildShop(t, { name: '雪域五金', ...spot });
    const phoned = await buildShop(t, { name: '雪域建材', phone });
    const invited = await buildShop(t, { name: '别的名字' });
    const lookups = t.app.get(Lookups, { strict: false });
    lookups.invitations = {
      prospectShopOf: async (_, code) => (code === 'CODE' ? invited.shopId : null),
      rootStaffOf: async () => null,
      inviterNames: async () => new Map(),
    };
    const { token } = await buildGuest(t, { phone });
    const { body } = await match(token, { name: '雪域', ...spot, invitationCode: 'CODE' });
    expect(body.items.map(({ shopId, by }) => [shopId, by])).toEqual([
      [invited.shopId, ['invitation']],
      [phoned.shopId, ['phone', 'name']],
      [named.shopId, ['name', 'nearness']],
    ]);
    lookups.invitations = null;
    expect((await match(token, { invitationCode: 'CODE' })).body.items).toMatchObject([{ shopId: phoned.shopId }]);
  });

  it('says which shop has an owner already, and gives ten at most', async () => {
    const { shopId } = await buildShop(t, { name: '十里连锁一店' });
    await buildMember(t, { shopId });
    for (let i = 2; i < 14; i++) await buildShop(t, { name: `十里连锁${i}店` });
    const { token } = await buildGuest(t);
    const { body } = await match(token, { name: '十里连锁' });
    expect(body.items).toHaveLength(10);
    expect(body.items.find((one) => one.shopId === shopId)).toMatchObject({ hasOwner: true });
    expect(body.items.filter(({ hasOwner }) => hasOwner)).toHaveLength(1);
  });
});

describe('searching for other people’s shops', () => {
  it('is stopped after sixty tries a minute', async () => {
    const limited = await bootApp({ rooms: [MembersModule], env: { RATE_LIMITS: 'on' } });
    try {
      const { token } = await buildGuest(limited);
      const answers = await Promise.all(
        Array.from({ length: 70 }, (_, i) => limited.call('members.matchShops', { as: token, query: { name: `店铺${i}` } })),
      );
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(60);
      expect(answers.filter(({ body }) => body.code === 'too_many_requests')).toHaveLength(10);
    } finally {
      await limited.close();
    }
  });
});
