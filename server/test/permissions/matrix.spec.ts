import { type OperationId, route } from '@dianquan/shared/routes';
import { bootApp, type TestApp } from '../app';
import { openSession } from '../builders/account';
import { MATRIX } from './matrix';
import { buildScene, KINDS, type Scene } from './scene';

describe('who may do what', () => {
  let t: TestApp;
  let scene: Scene;
  let served: OperationId[];
  beforeAll(async () => {
    t = await bootApp();
    scene = await buildScene(t);
    const document = (await (await fetch(`${t.url}/api/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { operationId: OperationId }>>;
    };
    served = Object.values(document.paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
  }, 60_000);
  afterAll(() => t.close());

  it('is written down for every operation that is served', () => {
    expect(served.length).toBeGreaterThan(90);
    expect(missing(served, Object.keys(MATRIX))).toEqual([]);
  });

  it('would be missed for an operation without a row', () => {
    expect(missing(served, Object.keys(MATRIX).slice(1))).toHaveLength(1);
  });

  it.each(Object.keys(MATRIX) as OperationId[])('%s', async (id) => {
    const row = MATRIX[id];
    const found: string[] = [];
    for (const kind of KINDS) {
      const call = (await row?.call?.(scene)) ?? {};
      const { status } = await t.call(id, { ...call, as: await scene.tokenOf(kind) });
      expect(status).toBeLessThan(500);
      found.push(status === 401 ? '1' : status === 403 ? '3' : status === 404 ? '4' : 'o');
    }
    const text = found.join('');
    expect(`${text[0]} ${text.slice(1, 6)} ${text.slice(6)}`).toBe(row?.expected);
  });

  it('holds nothing for a token that is expired, revoked or made up', async () => {
    const [account] = await t.db.query<{ account_id: number }>('SELECT account_id FROM staff ORDER BY id LIMIT 1');
    const expired = await openSession(t, account?.account_id ?? 0);
    const revoked = await openSession(t, account?.account_id ?? 0);
    await t.db.execute('UPDATE session SET expires_at = ? WHERE id = (SELECT id FROM (SELECT MAX(id) - 1 AS id FROM session) x)', [
      t.clock.now() - 1,
    ]);
    await t.db.execute('UPDATE session SET revoked_at = ? WHERE id = (SELECT id FROM (SELECT MAX(id) AS id FROM session) x)', [
      t.clock.now(),
    ]);
    for (const id of Object.keys(MATRIX) as OperationId[]) {
      if (MATRIX[id]?.expected.startsWith('1') !== true) continue;
      // Asked before anything is looked up: what stands in the path is all the same.
      const params = Object.fromEntries([...route(id).path.matchAll(/:(\w+)/g)].map(([, name]) => [name, 1]));
      const answers = await Promise.all([expired, revoked, 'made-up'].map((as) => t.call(id, { params, as })));
      expect({ id, statuses: answers.map(({ status }) => status) }).toEqual({ id, statuses: [401, 401, 401] });
    }
  }, 60_000);
});

function missing(served: string[], rows: string[]): string[] {
  return served.filter((id) => !rows.includes(id));
}
