import type { Env } from '@dianquan/server/platform/config/env';
import type { Database } from '@dianquan/server/platform/database/database';
import { Calendar } from './calendar';
import { kindsOf } from './content/catalogue-text';
import type { Content } from './content/content';
import { Dice } from './dice';
import { type Generated, generate } from './generate';
import { makeAssets } from './pictures/assets';
import { wareKey } from './pictures/wares';
import { type Report, withWorkshop, writeFiles, writeRows } from './write';

/** Every picture that goods may have. */
const waresOf = ({ catalogue }: Content): string[] => [
  ...new Set(
    catalogue.flatMap((root) =>
      kindsOf(root).flatMap(({ drawing, brands }) => [...brands, ...root.also].map((brand) => wareKey(drawing, brand))),
    ),
  ),
];

/** Makes the demo as it stands at a moment of a day, or at its beginning, and writes it into a database that is migrated and empty. */
export async function seedDemo(
  database: Database,
  env: Env,
  content: Content,
  { today, until }: { today: string; until?: number },
  report: Report,
): Promise<Generated> {
  return withWorkshop(env, async (folder) => {
    const drawn = await makeAssets(folder, waresOf(content), (done, total) => report('画图', done, total));
    report('编写故事', 0, 1);
    const assets = new Map([...drawn].map(([key, { asset }]) => [key, asset]));
    const generated = generate(content, new Calendar(today, until), new Dice(content.scenario.seed), assets);
    // Bytes first: a row without its file is worse than a file without its row.
    await writeFiles(env, generated, drawn, report);
    await writeRows(database, generated, report);
    return generated;
  });
}
