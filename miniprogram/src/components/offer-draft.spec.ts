import type { SkuView } from '@dianquan/shared/contract/skus';
import { isSameOffer, lineFault, NO_OFFER, offerBody, offerFault, offerOf, withSku } from './offer-draft';

const sku = {
  id: 7,
  productId: 3,
  code: 'A-7',
  spec: '5m',
  barcode: null,
  units: [
    { name: '把', factor: 1 },
    { name: '盒', factor: 6 },
    { name: '箱', factor: 72 },
  ],
  minimum: 1,
  step: 1,
  maximum: 24,
  price: null,
  stock: { word: null, figure: null },
  onSale: true,
  favourite: false,
} satisfies SkuView;

describe('what is offered to order at once', () => {
  it('begins with one of the largest unit that may be ordered, once for each SKU', () => {
    const draft = withSku(NO_OFFER, sku, '卷尺');
    expect(draft.lines).toMatchObject([{ skuId: 7, name: '卷尺 5m', unit: '盒', typed: '1' }]);
    expect(withSku(draft, sku, '卷尺')).toBe(draft);
    const odd = withSku(NO_OFFER, { ...sku, minimum: 5, step: 4, maximum: 10, units: [{ name: '把', factor: 1 }] }, '卷尺');
    expect(odd.lines).toMatchObject([{ unit: '把', typed: '8' }]);
    expect(odd.lines.map(lineFault)).toEqual([null]);
  });

  it('says what is wrong with a quantity, and keeps only whole lines', () => {
    const draft = withSku(withSku(NO_OFFER, sku, '卷尺'), { ...sku, id: 8, spec: '10m' }, '卷尺');
    const wrong = { title: ' 补货 ', lines: draft.lines.map((line, at) => (at === 0 ? { ...line, typed: '5' } : line)) };
    expect(offerFault(wrong)).toBe('卷尺 5m：一次最多订 4 盒（24 把）');
    expect(offerBody(wrong)).toEqual({ title: '补货', lines: [{ skuId: 8, quantity: 1, unit: '盒' }] });
    expect(offerFault({ ...draft, lines: draft.lines.map((line) => ({ ...line, typed: '' })) })).toBe('卷尺 5m：写数量');
    expect(offerFault(draft)).toBeNull();
  });

  it('comes back as it was kept; without lines there is no title', () => {
    const draft = { ...withSku(NO_OFFER, sku, '卷尺'), title: '补货' };
    const again = offerOf({
      title: '补货',
      totalFen: null,
      lines: [{ sku, productName: '卷尺', picture: null, quantity: 1, unit: '盒', totalFen: null }],
    });
    expect(isSameOffer(again, draft)).toBe(true);
    expect(isSameOffer(NO_OFFER, { title: '写了名字', lines: [] })).toBe(true);
  });
});
