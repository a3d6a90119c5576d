import { Command } from 'commander';
import { catalogue, search } from './catalogue';
import { hotSku, order } from './orders';
import { dropLeftovers, makePlace, type Place } from './place';
import { publish } from './publish';
import { fanout, send } from './push';
import type { Options } from './row';
import { feed, reads, report } from './rows';
import { sendRedis } from './send-redis';
import { stopServers } from './servers';

const ROWS: Record<string, (place: Place, options: Options) => Promise<object>> = {
  feed,
  reads,
  report,
  publish,
  fanout,
  send,
  'send-redis': sendRedis,
  catalogue,
  search,
  order,
  'hot-sku': hotSku,
};

/** One JSON object a line on stdout, progress on stderr. Each row gets a database of its own, which is dropped afterwards. */
async function main(): Promise<void> {
  const program = new Command('bench')
    .argument('[names...]', `of ${Object.keys(ROWS).join(', ')}; all when none is given`)
    .option('--json', 'one JSON object a line')
    .option('--database <url>', 'mysql://… or nothing for SQLite', process.env.TEST_DATABASE_URL)
    .option('--quick', 'small sizes, one short repeat: to see that it runs, not to measure')
    .parse();
  const { json, database, quick = false } = program.opts<{ json?: boolean; database?: string; quick?: boolean }>();
  const names = program.args.length > 0 ? program.args : Object.keys(ROWS);
  for (const name of names) {
    const row = ROWS[name];
    if (!row) throw new Error(`no bench is called ${name}; there are ${Object.keys(ROWS).join(', ')}`);
    const place = await makePlace(database);
    try {
      const result = await row(place, { quick });
      process.stdout.write(`${json ? JSON.stringify(result) : `${name}\n${JSON.stringify(result, null, 2)}`}\n`);
    } finally {
      await place.drop();
    }
  }
}

let isEnding = false;

/** Interrupted or not, nothing of a run stays: neither a server nor a database. */
async function end(code: number): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  const clearing = stopServers().then(dropLeftovers);
  await clearing.catch((error: unknown) => process.stderr.write(`${error instanceof Error ? error.message : error}\n`));
  process.exit(code);
}

process.on('SIGINT', () => void end(130));
process.on('SIGTERM', () => void end(143));

main().then(
  () => end(0),
  (error: unknown) => {
    if (!isEnding) process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    return end(1);
  },
);
