import { mkdirSync } from 'node:fs';
import { type Env, readEnv } from '@dianquan/server/platform/config/env';
import { openDatabase } from '@dianquan/server/platform/database/data-source';
import { shanghaiDayText } from '@dianquan/shared/shanghai-day';
import { SingleBar } from 'cli-progress';
import { Command } from 'commander';
import { explain } from '../launch/explain';
import { prepare, whileSeeding } from '../launch/prepare';
import { readContent } from './content/content';
import { readManifest } from './manifest';
import { seedDemo } from './seed';
import { empty, type Report } from './write';

type Options = { json?: boolean; fresh?: boolean; today?: string };
const DAY = /^\d{4}-\d{2}-\d{2}$/;

async function main(): Promise<void> {
  const options = new Command('seed')
    .description('Fill the configured database with the demo')
    .option('--json', 'print the manifest of the demo on stdout')
    .option('--fresh', 'empty the database first: everything in it is lost')
    .option('--today <day>', 'the day on which the story ends, YYYY-MM-DD; now unless said')
    .parse()
    .opts<Options>();
  if (options.today !== undefined && (!DAY.test(options.today) || Number.isNaN(Date.parse(options.today)))) {
    throw sentence('--today 要写成 YYYY-MM-DD (--today takes YYYY-MM-DD)。');
  }
  const env = readEnv();
  if (env.production)
    throw sentence('生产环境不写演示数据：其中的账号人人都能登录 (no demo in production: anybody could sign in as its people)。');
  mkdirSync(env.dataDir, { recursive: true });
  const { empty: isNew } = await prepare();
  const content = readContent();
  const database = await openDatabase({ url: env.databaseUrl, poolSize: 2, statementLimitMs: 60_000 });
  try {
    if (!isNew && !options.fresh)
      process.stderr.write('已有数据，未改动；要重来请加 --fresh (there is data already, nothing done; --fresh starts over)\n');
    else await whileSeeding(() => fill(database, env, options.today === undefined ? thisMoment() : { today: options.today }));
    if (options.json) process.stdout.write(`${JSON.stringify(await readManifest(database, content), null, 2)}\n`);
  } finally {
    await database.close();
  }

  async function fill(into: typeof database, settings: Env, when: { today: string; until?: number }): Promise<void> {
    const progress = startProgress();
    // Also what an interrupted run has left.
    await empty(into, settings);
    await seedDemo(into, settings, content, when, progress.report);
    progress.stop();
  }
}

function thisMoment(): { today: string; until: number } {
  const until = Date.now();
  return { today: shanghaiDayText(until), until };
}
const sentence = (text: string): Error => Object.assign(new Error(text), { hint: '' });

/** A bar on a terminal; elsewhere a line when a part begins and at each tenth. */
function startProgress(): { report: Report; stop: () => void } {
  if (!process.stderr.isTTY) {
    let last = '';
    const report: Report = (what, done, total) => {
      const line = `${what} ${Math.floor((10 * done) / total) * 10}%`;
      if (line !== last) process.stderr.write(`${line}\n`);
      last = line;
    };
    return { report, stop: () => undefined };
  }
  const bar = new SingleBar({ format: '{bar} {percentage}% {what}', hideCursor: true, stream: process.stderr, clearOnComplete: true });
  bar.start(1, 0, { what: '' });
  return {
    report: (what, done, total) => {
      bar.setTotal(total);
      bar.update(done, { what });
    },
    stop: () => bar.stop(),
  };
}

main().catch((error: unknown) => {
  const known = explain(error) as Error & { hint?: string };
  process.stderr.write(known.hint === undefined ? `${known.stack}\n` : `${known.message}\n${known.hint ? `  → ${known.hint}\n` : ''}`);
  process.exitCode = 1;
});
