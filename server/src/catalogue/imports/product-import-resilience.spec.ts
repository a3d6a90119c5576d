import { bootApp, type TestApp } from '../../../test/app';
import { everyProduct, goodsCounts, uploadGoods } from '../../../test/builders/product-sheet';
import { buildStaff } from '../../../test/builders/staff';
import { processOn } from '../../../test/runners';
import { checkTrade } from '../../../test/trade-conservation';
import type { RunningJob } from '../../platform/jobs/job';
import { IMPORT_PRODUCTS, ProductImportJob } from './product-import.job';

let t: TestApp;
let office: { token: string };
async function fresh(): Promise<void> {
  await t?.close();
  t = await bootApp();
  office = await buildStaff(t, { roles: ['office'] });
  const manager = await buildStaff(t, { roles: ['manager'] });
  await t.call('warehouses.create', { as: manager.token, body: { name: '总仓' } });
}
beforeEach(fresh, 60_000);
afterAll(() => t.close());

const ROWS = 620;
/** Every hundredth row has no price; the last but one contradicts the first, the last repeats its code. */
function sheet(): string {
  const line = (i: number): string => {
    if (i === ROWS - 2) return 'Z1,商品0,件,五金/螺丝,3,2,又一种说法';
    if (i === ROWS - 1) return 'R0,商品9999,件,五金/螺丝,3,2,';
    return `R${i},商品${Math.floor(i / 3)},件,五金/${i % 2 ? '螺丝' : '螺丝'},${i % 100 === 99 ? '' : i + 1},${i % 7},${i === 0 ? '第一种说法' : ''}`;
  };
  return ['编码,商品名称,单位,分类,单价,库存,说明', ...Array.from({ length: ROWS }, (_, i) => line(i))].join('\n');
}

async function start(): Promise<number> {
  const { body: read } = await uploadGoods(t, office.token, sheet(), '大表.csv');
  const { body } = await t.call('products.import', { as: office.token, body: { fileId: read.fileId, mapping: read.mapping } });
  return body.id;
}
const view = async (id: number) => (await t.call('products.getImport', { as: office.token, params: { id } })).body;
const importJob = () => t.app.get(ProductImportJob, { strict: false });
/** Without times and without serial numbers that a chunk undone has used up. */
const stored = async () => {
  const { product, sku, product_gram, stock_movement } = await everyProduct(t);
  const skus = await t.db.query(
    'SELECT s.code, s.list_fen, p.name, k.available FROM sku s JOIN product p ON p.id = s.product_id JOIN stock k ON k.sku_id = s.id ORDER BY s.code',
  );
  const faults = await t.db.query('SELECT line, reason FROM product_import_fault ORDER BY line, id');
  return { skus, faults, counts: [product, sku, product_gram, stock_movement].map((rows) => rows?.length) };
};
const EXPECTED = { rows: ROWS, created: ROWS - 8, updated: 0, unchanged: 0, faulty: 8 };

async function undisturbed(): Promise<unknown> {
  const id = await start();
  await t.runJobs();
  expect(goodsCounts(await view(id))).toEqual(EXPECTED);
  return stored();
}

describe('an import of products that is interrupted', () => {
  it('by a process that dies in the middle of a chunk goes on with that chunk, and leaves what it would have left', async () => {
    const expected = await undisturbed();
    await fresh();
    const id = await start();
    let checkpoints = 0;
    const dying = processOn(t.db, {
      [IMPORT_PRODUCTS]: (job: RunningJob) => {
        const checkpoint = job.checkpoint.bind(job);
        job.checkpoint = async (...args) => {
          await checkpoint(...args);
          // After the chunk's writes, before its commit.
          if (++checkpoints === 2) throw new Error('killed');
        };
        return importJob().run(job);
      },
    });
    await dying.runner.drain();
    expect((await view(id)).job.done).toBeLessThan(ROWS);
    t.clock.advance(3_600_000);
    dying.clock.advance(3_600_000);
    await t.runJobs();
    const done = await view(id);
    expect(goodsCounts(done)).toEqual(EXPECTED);
    expect(done.faults.slice(-2)).toMatchObject([
      { line: ROWS, column: '说明', reason: '与第 2 行同一商品填写的不一样' },
      { line: ROWS + 1, column: '编码', reason: '与第 2 行的编码重复' },
    ]);
    expect(await stored()).toEqual(expected);
    expect(await checkTrade(t.db)).toEqual([]);
  }, 120_000);
});
