import { bootApp, type TestApp } from '../../test/app';
import { buildMember } from '../../test/builders/member';
import { buildShop } from '../../test/builders/shop';
import { buildStaff } from '../../test/builders/staff';

describe('communities', () => {
  let t: TestApp;
  let manager: { token: string; staffId: number };
  beforeAll(async () => {
    t = await bootApp();
    manager = await buildStaff(t, { roles: ['manager'] });
  });
  afterAll(() => t.close());

  async function buildCommunity(body: object = {}): Promise<number> {
    const made = await t.call('communities.create', { as: manager.token, body: { name: '五金老板圈', ...body } });
    expect(made.status).toBe(201);
    return made.body.id;
  }
  async function segmentOf(shopIds: number[]): Promise<number> {
    const made = await t.call('segments.create', { as: manager.token, body: { name: `圈子分群${shopIds.join('-')}`, shopIds } });
    expect(made.status).toBe(201);
    return made.body.id;
  }
  const post = (token: string, communityId: number, text: string, more: object = {}) =>
    t.call('posts.create', { as: token, params: { communityId }, body: { text, ...more } });

  it('take only pictures for a cover, and name the field', async () => {
    const file = await t.call('files.upload', { as: manager.token, file: { name: '说明.txt', content: '不是图片', type: 'text/plain' } });
    expect(file.status).toBe(200);
    const made = await t.call('communities.create', { as: manager.token, body: { name: '封面圈', coverFileId: file.body.id } });
    expect([made.status, made.body.details]).toEqual([400, [expect.objectContaining({ field: 'coverFileId', rule: 'format' })]]);
  });

  it('count the joined shops of their audience, each once, however many segments name it', async () => {
    const [a, b] = [await buildMember(t), await buildMember(t)];
    const { shopId: notJoined } = await buildShop(t);
    const segmentIds = [await segmentOf([a.shopId, b.shopId]), await segmentOf([b.shopId, notJoined])];
    const [both, all] = [await buildCommunity({ segmentIds }), await buildCommunity()];
    const { items } = (await t.call('communities.list', { as: manager.token, query: { limit: 100 } })).body;
    const [joined] = await t.db.query<{ n: number }>('SELECT COUNT(*) AS n FROM shop WHERE member_count > 0');
    expect(items.find(({ id }) => id === both)?.shops).toBe(2);
    expect(items.find(({ id }) => id === all)?.shops).toBe(joined?.n);
  });

  it('show a trace to nobody outside their segments', async () => {
    const inside = await buildMember(t);
    const outside = await buildMember(t);
    const communityId = await buildCommunity({ segmentIds: [await segmentOf([inside.shopId])] });
    const made = await post(inside.token, communityId, '独一无二词汇琉璃瓦');
    expect(made.status).toBe(201);
    const traces = [
      await t.call('communities.list', { as: outside.token }),
      await t.call('home.get', { as: outside.token }),
      await t.call('posts.own', { as: outside.token }),
      await t.call('communities.news', { as: outside.token, query: { since: '2020-01-01T00:00:00.000Z' } }),
    ];
    for (const { body } of traces) expect(JSON.stringify(body)).not.toContain('琉璃瓦');
    expect(JSON.stringify(traces[0]?.body)).not.toContain(`"id":${communityId},`);
    for (const id of ['posts.get', 'posts.comments', 'posts.like'] as const)
      expect((await t.call(id, { as: outside.token, params: { id: made.body.id } })).status).toBe(404);
    expect((await t.call('posts.list', { as: outside.token, params: { communityId } })).status).toBe(404);
    expect((await post(outside.token, communityId, '混进来')).status).toBe(404);
    expect((await t.call('posts.get', { as: inside.token, params: { id: made.body.id } })).body.text).toContain('琉璃瓦');
  });

  it('stop a post with bad words and tell its author why, and nobody else of it', async () => {
    const author = await buildMember(t);
    const reader = await buildMember(t);
    const communityId = await buildCommunity();
    await visit(author.accountId);
    const refused = await post(author.token, communityId, '来赌博吧');
    expect(refused.status).toBe(409);
    expect(refused.body).toMatchObject({ code: 'content_refused' });
    expect(typeof refused.body.details.reason).toBe('string');
    expect((await t.call('posts.list', { as: reader.token, params: { communityId } })).body.items).toEqual([]);
    const own = await t.call('posts.own', { as: author.token });
    expect(own.body.items[0]).toMatchObject({ state: 'refused', text: '来赌博吧' });
  });

  it('count likes, comments and views once each, and list viewers for moderators', async () => {
    const author = await buildMember(t);
    const reader = await buildMember(t, { name: '看客' });
    const communityId = await buildCommunity({ moderatorStaffIds: [manager.staffId] });
    await visit(author.accountId);
    await visit(reader.accountId);
    const { body: made } = await post(author.token, communityId, '今天到了一批好锁');
    await Promise.all(Array.from({ length: 8 }, () => t.call('posts.like', { as: reader.token, params: { id: made.id } })));
    for (let i = 0; i < 3; i++) await t.call('posts.get', { as: reader.token, params: { id: made.id } });
    const said = await t.call('posts.comment', { as: reader.token, params: { id: made.id }, body: { text: '多少钱一把' } });
    expect(said.status).toBe(200);
    const seen = await t.call('posts.get', { as: author.token, params: { id: made.id } });
    expect(seen.body).toMatchObject({ likes: 1, comments: 1, views: 2 });
    const viewers = await t.call('posts.viewers', { as: manager.token, params: { id: made.id } });
    expect(viewers.body.items.map((one) => one.name)).toContain('看客');
    expect((await t.call('posts.viewers', { as: reader.token, params: { id: made.id } })).status).toBe(403);
    const inbox = await t.call('inbox.list', { as: author.token });
    expect(inbox.body.items.map((item) => item.kind).sort()).toEqual(['comment', 'like']);
    await t.call('posts.unlike', { as: reader.token, params: { id: made.id } });
    expect((await t.call('posts.get', { as: author.token, params: { id: made.id } })).body.likes).toBe(0);
  });

  it('keep writing to whom the community lets write', async () => {
    const owner = await buildMember(t);
    const clerk = await buildMember(t, { shopId: owner.shopId, role: 'clerk' });
    const communityId = await buildCommunity({ postRight: 'owners', commentRight: 'approved' });
    await visit(owner.accountId);
    expect((await post(clerk.token, communityId, '店员发一条')).body.code).toBe('community_closed');
    const made = await post(owner.token, communityId, '店主发一条');
    expect(made.status).toBe(201);
    const comment = () => t.call('posts.comment', { as: clerk.token, params: { id: made.body.id }, body: { text: '我也说一句' } });
    await visit(clerk.accountId);
    expect((await comment()).body.code).toBe('community_closed');
    await t.call('communities.requestToJoin', { as: clerk.token, params: { id: communityId }, body: { reason: '我是店员' } });
    const waiting = await t.call('communities.joinRequests', { as: manager.token, params: { id: communityId } });
    expect(waiting.body.items.map((one) => one.memberId)).toEqual([clerk.memberId]);
    await t.call('communities.decideJoinRequest', {
      as: manager.token,
      params: { id: communityId, memberId: clerk.memberId },
      body: { approve: true },
    });
    expect((await comment()).status).toBe(200);
  });

  it('put pinned posts on top and page the rest without a gap or a double', async () => {
    const author = await buildMember(t);
    const communityId = await buildCommunity();
    await visit(author.accountId);
    const ids: number[] = [];
    for (let i = 0; i < 7; i++) ids.push((await post(author.token, communityId, `第${i}条`)).body.id);
    await t.call('posts.pin', { as: manager.token, params: { id: ids[2] as number } });
    const first = await t.call('posts.list', { as: author.token, params: { communityId }, query: { limit: 3 } });
    const second = await t.call('posts.list', { as: author.token, params: { communityId }, query: { limit: 3, cursor: first.body.next } });
    expect(first.body.items.map((p) => p.id)).toEqual([ids[2], ids[6], ids[5], ids[4]]);
    expect(second.body.items.map((p) => p.id)).toEqual([ids[3], ids[1], ids[0]]);
    expect(second.body.next).toBeNull();
  });

  it('let a moderator remove with a reason that the author reads', async () => {
    const { shopId } = await buildShop(t);
    const author = await buildMember(t, { shopId });
    const communityId = await buildCommunity();
    await visit(author.accountId);
    const made = await post(author.token, communityId, '加我好友领货');
    const other = await buildMember(t);
    expect((await t.call('posts.remove', { as: other.token, params: { id: made.body.id }, body: {} })).status).toBe(403);
    expect((await t.call('posts.remove', { as: manager.token, params: { id: made.body.id }, body: { reason: '广告' } })).status).toBe(204);
    expect((await t.call('posts.get', { as: author.token, params: { id: made.body.id } })).status).toBe(404);
    const inbox = await t.call('inbox.list', { as: author.token });
    expect(inbox.body.items[0]).toMatchObject({ kind: 'content_refused', title: '内容未通过：广告' });
    expect((await t.db.query('SELECT posts FROM community WHERE id = ?', [communityId]))[0]).toEqual({ posts: 0 });
  });

  /** The platform judges only those who used the app lately: a sign-in is such a use. */
  async function visit(accountId: number): Promise<void> {
    const key = `visitor-${accountId}`;
    const person = t.world.registerUser({ key });
    await t.db.execute('UPDATE account SET external_id = ? WHERE id = ?', [openidOfPerson(person), accountId]);
  }
});

const openidOfPerson = (person: { openid: string }): string => person.openid;
