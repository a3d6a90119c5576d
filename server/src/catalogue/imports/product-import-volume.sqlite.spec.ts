import { bootApp, type TestApp } from '../../../test/app';
import { goodsCounts, uploadGoods } from '../../../test/builders/product-sheet';
import { buildStaff } from '../../../test/builders/staff';

let t: TestApp;
beforeAll(async () => {
  t = await bootApp({ runJobs: true });
});
afterAll(() => t.close());

const ROWS = 20_000;
const KINDS = ['电钻', '扳手', '螺丝', '水管', '开关', '电线', '灯泡', '阀门'];

/** Two SKUs to a product, as a wholesaler of hardware has them; every thousandth row has no price. */
function sheet(): string {
  const line = (i: number): string => {
    const product = Math.floor(i / 2);
    const kind = KINDS[product % KINDS.length];
    return `W${i},${kind}${product}型,${(i % 40) + 1}mm,五金/${kind},个,箱,12,${i % 1000 === 999 ? '' : (i % 500) + 1}`;
  };
  return ['编码,商品名称,规格,分类,单位,大单位,装箱数,单价', ...Array.from({ length: ROWS }, (_, i) => line(i))].join('\n');
}

describe('a long sheet of products', () => {
  it('of twenty thousand SKUs comes in with others being served meanwhile', async () => {
    const office = await buildStaff(t, { roles: ['office'] });
    const { body: read } = await uploadGoods(t, office.token, sheet(), '大表.csv');
    const { body } = await t.call('products.import', { as: office.token, body: { fileId: read.fileId, mapping: read.mapping } });
    const waits: number[] = [];
    let seen = body;
    while (seen.job.status !== 'done') {
      const asked = performance.now();
      expect((await t.call('stock.list', { as: office.token, query: { limit: 20 } })).status).toBe(200);
      waits.push(performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 200));
      seen = (await t.call('products.getImport', { as: office.token, params: { id: body.id } })).body;
      expect(seen.job.status).not.toBe('dead');
    }
    expect(goodsCounts(seen)).toEqual({ rows: ROWS, created: ROWS - 20, updated: 0, unchanged: 0, faulty: 20 });
    expect(seen.job).toMatchObject({ done: ROWS, total: ROWS });
    expect(waits.length).toBeGreaterThan(3);
    expect(waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.9)]).toBeLessThan(2_000);
  }, 300_000);
});
