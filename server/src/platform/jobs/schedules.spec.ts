import { setTimeout as sleep } from 'node:timers/promises';
import { freshDatabase, type TestDatabase } from '../../../test/database';
import { type Process, processOn, until } from '../../../test/runners';

describe('a schedule', () => {
  let place: TestDatabase;
  beforeEach(async () => {
    place = await freshDatabase();
  });
  afterEach(() => place.drop());

  const processes = (count: number, run: () => Promise<void>, everyMs = 60_000): Process[] =>
    Array.from({ length: count }, () => {
      const one = processOn(place.database, {}, { leaseMs: 10_000 });
      one.registry.schedule({ name: 'sweep', everyMs, run });
      return one;
    });

  it('is run by one process of many, each time', async () => {
    let runs = 0;
    const all = processes(5, async () => {
      runs++;
      await sleep(5);
    });
    for (let round = 1; round <= 3; round++) {
      await Promise.all(all.map(({ runner }) => runner.tick()));
      expect(runs).toBe(round);
      await Promise.all(all.map(({ runner }) => runner.tick()));
      expect(runs).toBe(round);
      for (const { clock } of all) clock.advance(60_001);
    }
  });

  it('is not begun again while it runs, unless its process has died', async () => {
    let begun = 0;
    const [hanging, other] = processes(2, () => {
      begun++;
      return begun === 1 ? new Promise(() => undefined) : Promise.resolve();
    }, 1_000) as [Process, Process]; // biome-ignore format: two of them
    void hanging.runner.tick();
    await until(() => begun === 1);
    other.clock.advance(5_000);
    await other.runner.tick();
    expect(begun).toBe(1);
    other.clock.advance(6_000);
    await other.runner.tick();
    expect(begun).toBe(2);
  });

  it('comes again after a run that failed', async () => {
    let runs = 0;
    const [one] = processes(1, async () => {
      runs++;
      throw new Error('no');
    }) as [Process];
    await expect(one.runner.tick()).rejects.toThrow('no');
    one.clock.advance(60_001);
    await expect(one.runner.tick()).rejects.toThrow('no');
    expect(runs).toBe(2);
  });

  it('runs by itself where jobs run', async () => {
    let runs = 0;
    const [one] = processes(1, async () => {
      runs++;
    }, 50) as [Process]; // biome-ignore format: one of them
    one.runner.start();
    await until(() => runs >= 3);
    await one.runner.stop();
    const before = runs;
    await sleep(100);
    expect(runs).toBe(before);
  });
});
