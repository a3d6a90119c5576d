import { readEnv } from '@dianquan/server/platform/config/env';
import { openDatabase } from '@dianquan/server/platform/database/data-source';
import { readContent } from '../../seed/content/content';
import { type Manifest, readManifest } from '../../seed/manifest';
import { seedDemo } from '../../seed/seed';
import { type Place, startPlace } from './place';

/** A place with the demo in it, as `npm start` makes it. */
export async function startDemoPlace(): Promise<Place & { manifest: Manifest }> {
  let manifest: Manifest | undefined;
  const place = await startPlace(async (settings, databaseUrl) => {
    const content = readContent();
    const database = await openDatabase({ url: databaseUrl, poolSize: 2, statementLimitMs: 60_000 });
    try {
      const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
      await seedDemo(database, readEnv(settings), content, today, () => undefined);
      manifest = await readManifest(database, content);
    } finally {
      await database.close();
    }
  });
  if (!manifest) throw new Error('the demo was not seeded');
  return { ...place, manifest };
}
