import { bootApp, type TestApp } from '../../test/app';
import { buildStaff } from '../../test/builders/staff';
import { Jobs } from '../platform/jobs/jobs';

let t: TestApp;
let manager: string;
beforeAll(async () => {
  t = await bootApp();
  manager = (await buildStaff(t, { roles: ['manager'] })).token;
});
afterAll(() => t.close());

/** A job of a room that is no longer there, buried as the runner buries. */
async function buried(topic = 'products.import'): Promise<number> {
  const id = await t.db.transaction((tx) => t.app.get(Jobs, { strict: false }).add(tx, topic, {}));
  await t.db.execute(`UPDATE outbox_job SET status = 'dead', claimable_at = NULL, attempts = 8, finished_at = ?, reason = ? WHERE id = ?`, [
    t.clock.now(),
    'Error: no such sheet',
    id,
  ]);
  return id;
}
const list = async (query: object = {}) => (await t.call('delivery.deadLetters', { as: manager, query: { ...query } })).body;
const decide = (operation: 'delivery.retry' | 'delivery.drop', id: number) =>
  t.call(operation, { as: manager, params: { id }, body: operation === 'delivery.drop' ? { reason: '数据已改' } : undefined });

describe('a dead letter', () => {
  it('is listed with what it is and why, the newest first, page by page', async () => {
    const ids = [await buried(), await buried(), await buried()];
    const first = await list({ limit: 2 });
    expect(first.items.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect(first.items[0]).toMatchObject({ title: '导入商品', attempts: 8, reason: 'Error: no such sheet' });
    const rest = await list({ limit: 2, cursor: first.next });
    expect([rest.items.map(({ id }) => id), rest.next]).toEqual([[ids[0]], null]);
  });

  it.each(['delivery.retry', 'delivery.drop'] as const)('is decided about once by %s, and the log says by whom', async (operation) => {
    const id = await buried();
    expect((await decide(operation, id)).status).toBe(204);
    expect((await list()).items.map((letter) => letter.id)).not.toContain(id);
    const again = await decide(operation, id);
    expect([again.status, again.body.code]).toEqual([409, 'dead_letter_over']);
    const [row] = await t.db.query<{ action: string }>('SELECT action FROM audit_entry WHERE subject = ?', [`job:${id}`]);
    expect(row?.action).toBe(operation);
  });

  it('that was retried is tried again', async () => {
    const id = await buried();
    await decide('delivery.retry', id);
    const job = await t.app.get(Jobs, { strict: false }).find(id);
    expect([job?.status, job?.attempts]).toEqual(['waiting', 0]);
  });

  it('that there is not cannot be decided about, nor what never failed', async () => {
    const id = await t.db.transaction((tx) => t.app.get(Jobs, { strict: false }).add(tx, 'products.import', {}));
    expect([(await decide('delivery.retry', id)).status, (await decide('delivery.drop', 999_999)).status]).toEqual([404, 404]);
  });
});
