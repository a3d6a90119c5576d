import { attributesOf, attributesText } from './attributes';
import { placedCategories } from './categories';
import { draftOfSku, EMPTY_SKU, type SkuDraft, skuFaults, skuInputOf } from './sku-draft';

const good: SkuDraft = { ...EMPTY_SKU, code: ' A1 ', baseUnit: '把', list: '12.5' };

describe('a SKU as it is typed', () => {
  it('is sent in fen and whole numbers; what was left empty is not sent', () => {
    const sent = skuInputOf({ ...good, units: [{ name: '箱', factor: '12' }], ladder: [{ from: '24', price: '11' }] });
    expect(sent).toMatchObject({
      code: 'A1',
      listFen: 1250,
      units: [{ name: '箱', factor: 12 }],
      ladder: [{ from: 24, fen: 1100 }],
      maximum: null,
      barcode: null,
    });
    expect([sent?.costFen, sent?.floorFen]).toEqual([undefined, undefined]);
  });

  it.each<[string, Partial<SkuDraft>]>([
    ['code', { code: ' ' }],
    ['barcode', { barcode: '123' }],
    ['baseUnit', { baseUnit: '' }],
    ['units', { units: [{ name: '箱', factor: '1' }] }],
    ['units', { units: [{ name: '把', factor: '12' }] }],
    ['counts', { minimum: '0' }],
    ['counts', { minimum: '10', maximum: '5' }],
    ['list', { list: '12.345' }],
    ['cost', { cost: 'x' }],
    ['floor', { floor: '13' }],
    ['ladder', { ladder: [{ from: '1', price: '1' }] }],
  ])('is not sent with a fault in %s', (field, change) => {
    expect(Object.keys(skuFaults({ ...good, ...change }))).toEqual([field]);
    expect(skuInputOf({ ...good, ...change })).toBeNull();
  });
});

describe('what a SKU costs us', () => {
  const sku = {
    ...{ id: 7, productId: 3, code: 'A1', spec: '', barcode: null, units: [{ name: '把', factor: 1 }], minimum: 1, step: 1, maximum: null },
    ...{ price: null, stock: { word: null, figure: null }, onSale: true, favourite: false },
  };

  it('is shown to those who are told, and goes when they empty it', () => {
    const draft = { ...draftOfSku({ ...sku, costs: { costFen: 700, floorFen: null } }), list: '12.5' };
    expect([draft.cost, draft.floor]).toEqual(['7.00', '']);
    expect(skuInputOf(draft)).toMatchObject({ costFen: 700, floorFen: null });
    expect(skuInputOf({ ...draft, cost: '' })).toMatchObject({ costFen: null });
  });

  it('stays as it is where it is not told', () => {
    expect(skuInputOf({ ...draftOfSku(sku), list: '12.5' })).toMatchObject({ costFen: undefined, floorFen: undefined });
  });
});

describe('attributes', () => {
  it('are read line by line with either colon, and what is no attribute is left out', () => {
    const read = attributesOf('材质：不锈钢\n 长度 : 5m：加长\n没有冒号\n：空');
    expect(read).toEqual([
      { name: '材质', value: '不锈钢' },
      { name: '长度', value: '5m：加长' },
    ]);
    expect(attributesOf(attributesText(read))).toEqual(read);
  });
});

describe('categories', () => {
  it('stand below their parents, in order, each with its way', () => {
    const one = (id: number, parentId: number | null, position: number) => ({ id, parentId, name: `类${id}`, position, products: 0 });
    expect(
      placedCategories([one(1, null, 2), one(2, null, 1), one(3, 1, 0), one(9, 9, 0)]).map(({ path, depth }) => [path, depth]),
    ).toEqual([
      ['类2', 0],
      ['类1', 0],
      ['类1 › 类3', 1],
    ]);
  });
});
