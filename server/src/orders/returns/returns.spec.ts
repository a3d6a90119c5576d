import { randomUUID } from 'node:crypto';
import sharp from 'sharp';
import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
import { checkMoves } from '../../../test/order-moves-conservation';
import { type OrderScene, orderScene } from '../../../test/order-scene';

const DAY = 86_400_000;

describe('goods that go back', () => {
  let t: TestApp;
  let s: OrderScene;
  beforeAll(async () => {
    t = await bootApp();
    s = await orderScene(t);
  });
  afterEach(() => checkMoves(t.db));
  afterAll(() => t.close());

  const request = (id: number, body: object, as = s.owner.token, key: string = randomUUID()) =>
    t.call('returns.request', {
      as,
      params: { id },
      headers: { 'idempotency-key': key },
      body: { kind: 'return', lines: [{ line: 1, quantity: 3 }], reason: '卖不动', ...body },
    });
  const decide = (id: number, body: object = { agree: true }, as = s.staff.office.token) =>
    t.call('returns.decide', { as, params: { id }, body });
  const receive = (id: number, body: object = {}, as = s.staff.warehouse.token) =>
    t.call('returns.receive', { as, params: { id }, body: { warehouseId: s.near, ...body } });
  async function delivered(options = {}): Promise<number> {
    const id = await s.place(options);
    await s.walk(id, 'approval', 'outbound', 'shipment', 'receipt');
    return id;
  }
  async function picture(as: string): Promise<number> {
    const content = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#c0392b' } })
      .png()
      .toBuffer();
    return (await t.call('files.upload', { as, file: { name: '破损.png', content } })).body.id;
  }

  it('are agreed to, received, put back on the shelf and taken off what is owed', async () => {
    const id = await delivered();
    const before = { stock: await s.stock(), balance: await s.balance() };
    const { body: asked } = await request(id, {});
    expect(asked).toMatchObject({ state: 'requested', totalFen: 3_000, lines: [{ quantity: 3, agreed: null }] });
    expect((await receive(asked.id)).body.code).toBe('return_decided');
    expect((await decide(asked.id, { agree: true, lines: [{ line: 1, quantity: 2 }] })).body).toMatchObject({
      state: 'approved',
      totalFen: 2_000,
    });
    expect((await decide(asked.id)).body.code).toBe('return_decided');
    expect((await receive(asked.id)).body).toMatchObject({ state: 'received', refundFen: 0 });
    expect((await receive(asked.id)).body.code).toBe('return_decided');
    expect(await s.stock()).toEqual({ ...before.stock, available: before.stock.available + 2 });
    expect((await s.balance()).owed).toBe(before.balance.owed - 2_000);
    const order = await t.call('orders.get', { as: s.owner.token, params: { id } });
    expect(order.body).toMatchObject({ lines: [{ returned: 2 }], returns: [{ id: asked.id, state: 'received' }] });
  });

  it('are one request for one key, however often it is sent', async () => {
    const id = await delivered();
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3, 4].map(() => request(id, {}, s.owner.token, key)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await request(id, { reason: '别的' }, s.owner.token, key)).body.code).toBe('idempotency_reused');
    expect(
      (
        await t.call('returns.request', {
          as: s.owner.token,
          params: { id },
          body: { kind: 'return', lines: [{ line: 1, quantity: 1 }], reason: '无' },
        })
      ).body.code,
    ).toBe('idempotency_key_required');
  });

  it('come back within the days and the share, and not before they have left', async () => {
    const open = await s.place();
    expect((await request(open, {})).body.code).toBe('return_not_shipped');
    const id = await delivered();
    expect((await request(id, { lines: [{ line: 1, quantity: 4 }] })).body.code).toBe('return_too_much');
    expect((await request(id, { lines: [{ line: 1, quantity: 2 }] })).status).toBe(200);
    expect((await request(id, { kind: 'exchange', lines: [{ line: 1, quantity: 2 }] })).body.code).toBe('return_too_much');
    expect((await request(id, { lines: [{ line: 9, quantity: 1 }] })).body.code).toBe('invalid');
    await t.db.execute('UPDATE shipment SET shipped_at = shipped_at - ? WHERE order_id = ?', [31 * DAY, id]);
    expect((await request(id, { lines: [{ line: 1, quantity: 1 }] })).body.code).toBe('return_too_late');
  });

  it('are shown on the order for as many as the rule still lets go back', async () => {
    const shown = async (orderId: number) => {
      const { body } = await t.call('orders.get', { as: s.owner.token, params: { id: orderId } });
      return { lines: body.lines.map(({ returnable }: { returnable: object }) => returnable), rule: body.returnRule };
    };
    const rule = { days: 30, sharePermille: 300, damageDays: 30 };
    expect(await shown(await s.place())).toEqual({ lines: [{ unsold: 0, damaged: 0 }], rule: { ...rule, until: null, damageUntil: null } });
    const id = await delivered();
    const [sent] = await t.db.query<{ at: number }>('SELECT MAX(shipped_at) AS at FROM shipment WHERE order_id = ?', [id]);
    const until = new Date(sent!.at + 30 * DAY).toISOString();
    expect(await shown(id)).toEqual({ lines: [{ unsold: 3, damaged: 10 }], rule: { ...rule, until, damageUntil: until } });
    const { body: refused } = await request(id, { lines: [{ line: 1, quantity: 2 }] });
    expect((await shown(id)).lines).toEqual([{ unsold: 1, damaged: 8 }]);
    await decide(refused.id, { agree: false });
    expect((await shown(id)).lines).toEqual([{ unsold: 3, damaged: 10 }]);
    const { body: agreed } = await request(id, {});
    await decide(agreed.id, { agree: true, lines: [{ line: 1, quantity: 1 }] });
    expect((await shown(id)).lines).toEqual([{ unsold: 2, damaged: 9 }]);
    await t.db.execute('UPDATE shipment SET shipped_at = shipped_at - ? WHERE order_id = ?', [31 * DAY, id]);
    expect((await shown(id)).lines).toEqual([{ unsold: 0, damaged: 0 }]);
  });

  it('are free to be asked for again where they were refused', async () => {
    const id = await delivered();
    const first = await request(id, {});
    expect((await decide(first.body.id, { agree: false, note: '已拆封' })).body).toMatchObject({
      state: 'refused',
      decisionNote: '已拆封',
    });
    expect((await request(id, {})).status).toBe(200);
  });

  it('are exchanged without money: as much goes out as comes back', async () => {
    const id = await delivered();
    const before = { stock: await s.stock(), balance: await s.balance() };
    const { body } = await request(id, { kind: 'exchange', lines: [{ line: 1, quantity: 2 }] });
    await decide(body.id);
    expect((await receive(body.id, { restock: false })).body).toMatchObject({ state: 'received', refundFen: 0, totalFen: 0 });
    expect(await s.stock()).toEqual({ ...before.stock, available: before.stock.available - 2 });
    expect(await s.balance()).toEqual(before.balance);
  });

  it('are claimed as damaged with a photo, beyond the share, and are not sold again', async () => {
    const id = await delivered();
    const before = await s.stock();
    const claim = { kind: 'damage', lines: [{ line: 1, quantity: 10 }], reason: '压坏了' };
    expect((await request(id, claim)).body.code).toBe('return_picture_required');
    const pictureId = await picture(s.owner.token);
    const { body } = await request(id, { ...claim, pictureIds: [pictureId] });
    expect(body.pictures).toHaveLength(1);
    const seen = await t.call('returns.get', { as: s.staff.office.token, params: { id: body.id } });
    expect((await fetch(new URL(seen.body.pictures[0]!.url, t.url))).status).toBe(200);
    const other = await buildMember(t);
    expect((await t.call('returns.get', { as: other.token, params: { id: body.id } })).status).toBe(404);
    await decide(body.id);
    expect((await receive(body.id, { restock: false })).body).toMatchObject({ state: 'received' });
    expect(await s.stock()).toEqual(before);
  });

  it('are not decided about by whoever asked for them', async () => {
    const id = await delivered();
    const { body } = await request(id, {}, s.staff.office.token);
    expect((await decide(body.id)).body.code).toBe('own_order_approval');
    expect((await decide(body.id, { agree: true, lines: [{ line: 1, quantity: 4 }] }, s.staff.manager.token)).body.code).toBe(
      'return_too_much',
    );
    expect((await decide(body.id, { agree: true }, s.staff.manager.token)).status).toBe(200);
  });

  it('are decided about and received once, however many do it at the same moment', async () => {
    const id = await delivered();
    const { body } = await request(id, {});
    const decided = await Promise.all([1, 2, 3, 4].map(() => decide(body.id)));
    expect(decided.filter(({ status }) => status === 200)).toHaveLength(1);
    const before = await s.stock();
    const received = await Promise.all([1, 2, 3, 4].map(() => receive(body.id)));
    expect(received.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await s.stock()).available).toBe(before.available + 3);
  });

  it('are listed for those who may see them, newest first', async () => {
    const { body } = await t.call('returns.list', { as: s.staff.office.token, query: { limit: 2 } });
    const rest = await t.call('returns.list', { as: s.staff.office.token, query: { limit: 100, cursor: body.next } });
    expect(body.items).toHaveLength(2);
    expect(rest.body.items[0]!.id).toBeLessThan(body.items[1]!.id);
    const other = await buildMember(t);
    expect((await t.call('returns.list', { as: other.token })).body.items).toEqual([]);
  });
});
