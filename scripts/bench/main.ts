import { Command } from 'commander';
import { catalogue, search } from './catalogue';
import { hotSku, order } from './orders';
import { makePlace, type Place } from './place';
import { publish } from './publish';
import type { Options } from './row';
import { feed, reads, report } from './rows';

const ROWS: Record<string, (place: Place, options: Options) => Promise<object>> = {
  feed,
  reads,
  report,
  publish,
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

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  },
);
