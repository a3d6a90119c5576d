import { bootApp, type TestApp } from '../../../test/app';
import { buildStaff } from '../../../test/builders/staff';
import { MembersModule } from '../members.module';

let t: TestApp;
beforeAll(async () => {
  t = await bootApp({ rooms: [MembersModule], runJobs: true });
});
afterAll(() => t.close());

describe('a long sheet', () => {
  it('of ten thousand rows is in within a minute, and others are served meanwhile', async () => {
    const manager = await buildStaff(t, { roles: ['manager'] });
    const rule = { field: 'region', in: ['510107'] };
    const { body: segment } = await t.call('segments.create', { as: manager.token, body: { name: '武侯', rule } });
    const lines = Array.from({ length: 10_000 }, (_, i) => `V${i},门店${i},${i % 100 === 0 ? '坏' : 13_800_000_000 + i},武侯区,老客户`);
    const { body: sheet } = await t.call('shops.readSheet', {
      as: manager.token,
      file: { name: '长表.csv', content: `编号,店名,手机,区域,标签\n${lines.join('\n')}` },
    });
    expect(sheet.rows).toBe(10_000);
    const start = performance.now();
    const { body } = await t.call('shops.import', { as: manager.token, body: { fileId: sheet.fileId, mapping: sheet.mapping } });
    const waits: number[] = [];
    let seen = body;
    while (seen.job.status !== 'done') {
      const asked = performance.now();
      expect((await t.call('shops.list', { as: manager.token, query: { limit: 20 } })).status).toBe(200);
      waits.push(performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 50));
      seen = (await t.call('shops.getImport', { as: manager.token, params: { id: body.id } })).body;
    }
    expect(performance.now() - start).toBeLessThan(60_000);
    expect(seen).toMatchObject({ rows: 10_000, created: 9_900, faulty: 100, job: { done: 10_000, total: 10_000 } });
    expect(waits.length).toBeGreaterThan(3);
    expect(waits.sort((a, b) => a - b)[Math.floor(waits.length * 0.9)]).toBeLessThan(2_000);
    expect((await t.call('segments.get', { as: manager.token, params: { id: segment.id } })).body.shops).toBe(9_900);
  }, 90_000);
});
