import { randomUUID } from 'node:crypto';
import { bootApp, type TestApp } from './app';
import { buildMember } from './builders/member';
import { buildStaff } from './builders/staff';

describe('what is written where the network is slow', () => {
  let t: TestApp;
  let manager: { token: string };
  let communityId: number;
  beforeAll(async () => {
    t = await bootApp();
    manager = await buildStaff(t, { roles: ['manager'] });
    communityId = (await t.call('communities.create', { as: manager.token, body: { name: '五金老板圈' } })).body.id;
  });
  afterAll(() => t.close());

  const under = (key?: string) => (key === undefined ? {} : { headers: { 'idempotency-key': key } });
  const post = (as: string, text: string, key?: string) =>
    t.call('posts.create', { as, params: { communityId }, body: { text }, ...under(key) });
  const draft = (as: string, title: string, key?: string) => t.call('announcements.create', { as, body: { title }, ...under(key) });
  const count = async (table: string, column: string, value: string) =>
    (await t.db.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table} WHERE ${column} = ?`, [value]))[0]?.n;

  it('is one post for one key, however often and however parallel it is sent', async () => {
    const { token } = await buildMember(t);
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3, 4].map(() => post(token, '到了一批好锁', key)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await count('post', 'body', '到了一批好锁')).toBe(1);
    expect((await t.db.query<{ posts: number }>('SELECT posts FROM community WHERE id = ?', [communityId]))[0]?.posts).toBe(1);
    expect(await post(token, '别的话', key)).toMatchObject({ status: 409, body: { code: 'idempotency_reused' } });
    expect(await post(token, '好锁', 'short')).toMatchObject({ status: 400, body: { code: 'idempotency_key_required' } });
    const other = await buildMember(t);
    expect((await post(other.token, '到了一批好锁', key)).status).toBe(201);
    expect(await count('post', 'body', '到了一批好锁')).toBe(2);
  });

  it('is refused again in the same words when it was refused, and kept once', async () => {
    const author = await buildMember(t);
    const { openid } = t.world.registerUser({ key: 'writes-twice' });
    await t.db.execute('UPDATE account SET external_id = ? WHERE id = ?', [openid, author.accountId]);
    const key = randomUUID();
    const [first, again] = [await post(author.token, '来赌博吧', key), await post(author.token, '来赌博吧', key)];
    expect(first).toMatchObject({ status: 409, body: { code: 'content_refused' } });
    expect(again.body.details).toEqual(first.body.details);
    expect(await count('post', 'body', '来赌博吧')).toBe(1);
  });

  it('is one draft for one key, and without a key one each time, as before', async () => {
    const key = randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => draft(manager.token, '十二月政策', key)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await count('announcement', 'title', '十二月政策')).toBe(1);
    expect(await count('audit_entry', 'subject', `announcement:${answers[0]?.body.id}`)).toBe(1);
    expect((await draft(manager.token, '一月政策', key)).body.code).toBe('idempotency_reused');
    await draft(manager.token, '二月政策');
    await draft(manager.token, '二月政策');
    expect(await count('announcement', 'title', '二月政策')).toBe(2);
  });
});
