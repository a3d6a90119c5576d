import { canRepeat, changesText, type Repeated, repeatHeadline, repeatIntent, repeatLines } from './repeat';

type Line = Repeated['lines'][number];
const line = (change: Partial<Line> = {}): Line => ({
  sku: { id: 5, productId: 1, spec: '1.5 平方' } as Line['sku'],
  productName: '电线',
  picture: null,
  unit: '卷',
  factor: 100,
  quantity: 2,
  note: '红色',
  unitFen: 12_000,
  totalFen: 24_000,
  fault: null,
  thenUnitFen: 12_000,
  changes: [],
  ...change,
});
const gone = { code: 'sku_unavailable', zh: '电线 已下架，请去掉这一行' };

describe('an order once more', () => {
  it('says what a line costs now and cost then', () => {
    expect(changesText(line({ changes: ['price'], thenUnitFen: 11_000 }))).toBe('涨价：上次 ¥110.00，现 ¥120.00');
    expect(changesText(line({ changes: ['price'], thenUnitFen: 12_500 }))).toBe('降价：上次 ¥125.00，现 ¥120.00');
    expect(changesText(line())).toBe('');
  });

  it('lets the fault speak where it says more, and keeps the price beside it', () => {
    const short = { code: 'out_of_stock', zh: '电线 只剩 1 卷，请减少数量' };
    expect(changesText(line({ changes: ['price', 'stock'], thenUnitFen: 11_000, fault: short }))).toBe(
      '电线 只剩 1 卷，请减少数量；涨价：上次 ¥110.00，现 ¥120.00',
    );
  });

  it('takes to the checkout what can still be ordered, as it was', () => {
    const lines = [line(), line({ fault: gone, unitFen: null, totalFen: null, changes: ['off_sale'] })];
    expect(lines.map(canRepeat)).toEqual([true, false]);
    expect(repeatIntent(lines)).toEqual([{ skuId: 5, unit: '卷', quantity: 2, note: '红色' }]);
    expect(repeatLines(lines).map(({ totalFen, danger }) => [totalFen, danger])).toEqual([
      [24_000, false],
      [null, true],
    ]);
  });

  it('is summed up in one sentence', () => {
    const whole = { lines: [line()], totalFen: 24_000, thenTotalFen: 24_000 };
    expect(repeatHeadline(whole)).toBe('上次 ¥240.00，现在 ¥240.00，价格和货都没有变');
    expect(repeatHeadline({ ...whole, lines: [line(), line({ fault: gone })], thenTotalFen: 48_000 })).toBe(
      '上次 ¥480.00，现在 ¥240.00，1 种暂不能订',
    );
  });
});
