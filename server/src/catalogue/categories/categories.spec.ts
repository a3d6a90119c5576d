import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
import { buildCategory, buildProduct } from '../../../test/builders/product';
import { buildStaff } from '../../../test/builders/staff';
import { CATALOGUE_ROOMS } from '../../../test/catalogue-rooms';

describe('the tree of categories', () => {
  let t: TestApp;
  let as: string;
  beforeEach(async () => {
    t = await bootApp({ rooms: CATALOGUE_ROOMS });
    as = (await buildStaff(t, { roles: ['manager'] })).token;
  }, 60_000);
  afterEach(() => t.close());

  const tree = async () => (await t.call('categories.list', { as })).body.items.map(({ name, products }) => `${name} ${products}`);
  const update = (id: number, body: object) => t.call('categories.update', { as, params: { id }, body });

  it('is read from the top, parents before children, counted with all below', async () => {
    const pipes = await buildCategory(t, as, '水暖');
    const tools = await buildCategory(t, as, '工具');
    const valves = await buildCategory(t, as, '阀门', pipes);
    await buildProduct(t, { as, categoryId: valves });
    await buildProduct(t, { as, categoryId: pipes });
    await buildProduct(t, { as, categoryId: tools, onSale: false });
    expect(await tree()).toEqual(['水暖 2', '阀门 1', '工具 0']);
    await update(pipes, { position: 9 });
    expect(await tree()).toEqual(['工具 0', '水暖 2', '阀门 1']);
  });

  it('takes its products along when it moves, and finds them by its new name', async () => {
    const from = await buildCategory(t, as, '旧');
    const to = await buildCategory(t, as, '新');
    const moved = await buildCategory(t, as, '龙头', from);
    const { productId } = await buildProduct(t, { as, categoryId: moved });
    expect((await update(moved, { parentId: to, name: '水嘴' })).body).toMatchObject({ parentId: to, name: '水嘴', products: 1 });
    const { body } = await t.call('products.get', { as, params: { id: productId } });
    expect(body.categoryPath).toEqual([
      { id: to, name: '新' },
      { id: moved, name: '水嘴' },
    ]);
    const listed = async (query: Record<string, unknown>) => (await t.call('products.list', { as, query })).body.items.map(({ id }) => id);
    expect(await listed({ categoryId: to })).toEqual([productId]);
    expect(await listed({ categoryId: from })).toEqual([]);
    expect(await listed({ q: '水嘴' })).toEqual([productId]);
  });

  it('keeps its shape: names once under a parent, four deep, no circle, none removed with something in it', async () => {
    const ids: number[] = [];
    for (const name of ['一', '二', '三', '四']) ids.push(await buildCategory(t, as, name, ids.at(-1) ?? null));
    const [first = 0, second = 0, , fourth = 0] = ids;
    const create = (body: object) => t.call('categories.create', { as, body });
    expect((await create({ parentId: first, name: '二' })).body.code).toBe('category_duplicate');
    expect((await create({ parentId: fourth, name: '五' })).body.code).toBe('category_too_deep');
    expect((await create({ parentId: 999_999, name: '五' })).body.details[0]?.field).toBe('parentId');
    expect((await update(first, { parentId: fourth })).body.details[0]?.field).toBe('parentId');
    const other = await buildCategory(t, as, '另');
    await buildCategory(t, as, '二', other);
    expect((await update(second, { parentId: other })).body.code).toBe('category_duplicate');
    expect((await update(other, { parentId: fourth })).body.code).toBe('category_too_deep');
    await buildProduct(t, { as, categoryId: fourth });
    const remove = async (id: number) => (await t.call('categories.remove', { as, params: { id } })).status;
    expect([await remove(first), await remove(fourth)]).toEqual([409, 409]);
    expect(await remove(await buildCategory(t, as, '空'))).toBe(204);
    expect(await tree()).toEqual(['一 1', '二 1', '三 1', '四 1', '另 0', '二 0']);
  });

  it('counts for a shop only what exists for it', async () => {
    const { token, shopId } = await buildMember(t);
    const segment = await t.call('segments.create', { as, body: { name: '不给看', shopIds: [shopId] } });
    const categoryId = await buildCategory(t, as, '专供');
    await buildProduct(t, { as, categoryId, brand: '甲牌' });
    await buildProduct(t, { as, categoryId, brand: '乙牌', hiddenFromSegmentIds: [segment.body.id] });
    const counted = async (token: string) => ({
      category: (await t.call('categories.list', { as: token })).body.items[0]?.products,
      brands: (await t.call('brands.list', { as: token })).body.items,
    });
    expect(await counted(token)).toEqual({ category: 1, brands: [{ name: '甲牌', products: 1 }] });
    expect((await counted(as)).category).toBe(2);
    const removed = await t.call('segments.remove', { as, params: { id: segment.body.id } });
    expect(removed.body).toMatchObject({ code: 'segment_in_use', details: { catalogue: 1 } });
    expect((await counted((await buildMember(t)).token)).brands).toHaveLength(2);
  });
});
