import { bootApp, type TestApp } from '../../../test/app';
import { buildStaff } from '../../../test/builders/staff';
import { onMariadb } from '../../../test/database';
import { processOn } from '../../../test/runners';
import type { RunningJob } from '../../platform/jobs/job';
import { MembersModule } from '../members.module';
import { IMPORT_SHOPS, ImportJob } from './import.job';

let t: TestApp;
let office: { token: string };
async function fresh(): Promise<void> {
  await t?.close();
  t = await bootApp({ rooms: [MembersModule] });
  office = await buildStaff(t, { roles: ['office'] });
}
beforeEach(fresh, 60_000);
afterAll(() => t.close());

/** Every hundredth row is bad; every fiftieth repeats the one at the top, with something more to say. */
function sheet(rows: number): string {
  const line = (i: number): string => {
    if (i % 100 === 99) return `X${i},坏门店,12`;
    if (i % 50 === 49) return `R0,又一行,1399999${String(i).padStart(4, '0')}`;
    return `R${i},门店${i},138${String(10_000_000 + i)}`;
  };
  return ['客户编号,店名,手机', ...Array.from({ length: rows }, (_, i) => line(i))].join('\n');
}

async function start(content: string): Promise<number> {
  const { body: read } = await t.call('shops.readSheet', { as: office.token, file: { name: '大表.csv', content } });
  const { body } = await t.call('shops.import', { as: office.token, body: { fileId: read.fileId, mapping: read.mapping } });
  return body.id;
}
const view = async (id: number) => (await t.call('shops.getImport', { as: office.token, params: { id } })).body;
const stored = async () => {
  const shops = await t.db.query('SELECT code, name, phone FROM shop ORDER BY code');
  const contacts = await t.db.query('SELECT s.code, c.phone FROM shop_contact c JOIN shop s ON s.id = c.shop_id ORDER BY c.phone');
  const faults = await t.db.query('SELECT line, reason FROM shop_import_fault ORDER BY line');
  return { shops, contacts, faults };
};
const numbers = async (id: number) => {
  const { rows, created, updated, unchanged, merged, faulty } = await view(id);
  return { rows, created, updated, unchanged, merged, faulty };
};
const EXPECTED = { rows: 1000, created: 980, updated: 0, unchanged: 0, merged: 10, faulty: 10 };
const importJob = () => t.app.get(ImportJob);

/** What an undisturbed import of the same sheet leaves. */
async function undisturbed(): Promise<unknown> {
  const id = await start(sheet(1000));
  await t.runJobs();
  expect(await numbers(id)).toEqual(EXPECTED);
  return stored();
}

describe('an import that is interrupted', () => {
  it('by a process that dies in the middle of a chunk goes on with that chunk, and leaves what it would have left', async () => {
    const expected = await undisturbed();
    await fresh();
    const id = await start(sheet(1000));
    let checkpoints = 0;
    const dying = processOn(t.db, {
      [IMPORT_SHOPS]: (job: RunningJob) => {
        const checkpoint = job.checkpoint.bind(job);
        job.checkpoint = async (...args) => {
          await checkpoint(...args);
          // After the chunk's writes, before its commit.
          if (++checkpoints === 3) throw new Error('killed');
        };
        return importJob().run(job);
      },
    });
    await dying.runner.drain();
    expect(await numbers(id)).toMatchObject(onMariadb ? { rows: 500, faulty: 5 } : { rows: 200, faulty: 2 });
    expect((await stored()).shops).toHaveLength(onMariadb ? 490 : 196);
    expect((await view(id)).finishedAt).toBeNull();
    t.clock.advance(600_000);
    await t.runJobs();
    expect(await numbers(id)).toEqual(EXPECTED);
    expect(await stored()).toEqual(expected);
    expect(await t.db.query("SELECT seq FROM audit_entry WHERE action = 'shops.import'")).toHaveLength(2);
  }, 120_000);

  it('by a shutdown behind every chunk is continued each time from where it stopped', async () => {
    const expected = await undisturbed();
    await fresh();
    const id = await start(sheet(1000));
    let runs = 0;
    const leaving = processOn(t.db, {
      [IMPORT_SHOPS]: (job: RunningJob) => {
        runs++;
        let isStopping = false;
        const checkpoint: RunningJob['checkpoint'] = async (...args) => {
          await job.checkpoint(...args);
          isStopping = true;
        };
        return importJob().run(Object.create(job, { stopping: { get: () => isStopping }, checkpoint: { value: checkpoint } }));
      },
    });
    await leaving.runner.drain();
    expect(runs).toBeGreaterThanOrEqual(4);
    expect(await numbers(id)).toEqual(EXPECTED);
    expect(await stored()).toEqual(expected);
  }, 120_000);
});
