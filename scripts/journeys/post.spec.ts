import { closeBrowser } from './support/browser';
import { KINDS, type Phone, type PhoneKind, takePhone } from './support/phone';
import { type Place, startPlace } from './support/place';
import { join, settle, type Town } from './support/town';

const BAD = '加我微信，代开发票，点数最低';
const GOOD = '新到一批 20V 无刷角磨机，试了一周，手感不错';
const COMMENT = '电池和老款通用吗？';

describe.each(KINDS)('a post with bad words is stopped, a good one is liked, commented and seen, %s', (kind: PhoneKind) => {
  let place: Place;
  let town: Town;
  let communityId: number;
  const phones: Phone[] = [];
  const take = async (key: string, provider: 'wechat' | 'wecom'): Promise<Phone> => {
    const phone = await takePhone(kind, place, 'post', { key, provider });
    phones.push(phone);
    return phone;
  };

  beforeAll(async () => {
    place = await startPlace();
    town = await settle(place);
    const [seller, other] = town.sales;
    await join(place, seller?.token ?? '', { key: 'owner-1', name: '周鑫', shopId: town.shops.near, role: 'owner' });
    await join(place, seller?.token ?? '', { key: 'clerk-1', name: '周小玲', shopId: town.shops.near, role: 'clerk' });
    await join(place, other?.token ?? '', { key: 'owner-2', name: '何秀琼', shopId: town.shops.far, role: 'owner' });
    const community = await place.api.call('communities.create', town.admin, {
      body: { name: '武侯五金圈', segmentIds: [town.segmentId], postRight: 'everyone', commentRight: 'everyone' },
    });
    communityId = community.id;
  });
  afterAll(async () => {
    for (const phone of phones) await phone.close();
    await place.close();
    await closeBrowser();
  });

  it('tells the author why it was not sent, and keeps what was written', async () => {
    const owner = await take('owner-1', 'wechat');
    await owner.tap('武侯五金圈');
    await owner.tap('去武侯五金圈');
    await owner.onPage('shop/community/index');
    await owner.see('还没有动态');
    await owner.tap('发动态');
    await owner.onPage('shop/compose-post/index');
    await owner.type('店里的新陈列', BAD);
    await owner.tap('发布');
    await owner.see('没有发出');
    await owner.shot('refused');
    const { items } = await place.api.call('posts.list', town.manager, { params: { communityId } });
    expect(items).toEqual([]);

    await owner.type('店里的新陈列', GOOD);
    await owner.tap('发布');
    await owner.onPage('shop/community/index');
    await owner.see(GOOD);
    await owner.shot('posted');
    expect(owner.errors).toEqual([]);
  });

  it('shows the good one to the audience, who like it and comment on it', async () => {
    const clerk = await take('clerk-1', 'wechat');
    await clerk.see('武侯五金圈', GOOD);
    await clerk.shot('feed');
    await clerk.tap(GOOD);
    await clerk.onPage('shop/post/index');
    await clerk.see('还没有评论');
    await clerk.tap('赞');
    await clerk.miss('赞');
    await clerk.type('说点什么', COMMENT);
    // The first of this name is the count under the post.
    await clerk.tap('评论', { nth: 1 });
    await clerk.see(COMMENT);
    await clerk.shot('commented');
    expect(clerk.errors).toEqual([]);

    const [owner] = phones;
    await owner?.tap(GOOD);
    await owner?.see(COMMENT, '周小玲');
    await owner?.shot('comment-arrived');
  });

  it('never shows a trace of it to a shop outside', async () => {
    const outsider = await take('owner-2', 'wechat');
    await outsider.see('还没有新消息');
    expect(await outsider.shows('武侯五金圈')).toBe(false);
    await outsider.open(`/shop/community/index?id=${communityId}`);
    await outsider.see('您无权查看');
    expect(await outsider.shows('武侯五金圈')).toBe(false);
    await outsider.shot('outside');
  });

  it('lists for the moderator who viewed it', async () => {
    const { items } = await place.api.call('posts.list', town.admin, { params: { communityId } });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ text: GOOD, likes: 1, comments: 1 });
    const admin = await take('admin', 'wecom');
    await admin.open(`/shop/post/index?id=${items[0]?.id}`);
    await admin.see('人看过');
    await admin.tap('人看过');
    await admin.see('谁看过', '周小玲');
    await admin.shot('viewers');
    expect(admin.errors).toEqual([]);
  });
});
