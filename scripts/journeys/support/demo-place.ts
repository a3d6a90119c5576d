import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnv } from '@dianquan/server/platform/config/env';
import { openDatabase } from '@dianquan/server/platform/database/data-source';
import { shanghaiDayText } from '@dianquan/shared/shanghai-day';
import { prepare } from '../../launch/prepare';
import { readContent } from '../../seed/content/content';
import { type Manifest, readManifest } from '../../seed/manifest';
import { seedDemo } from '../../seed/seed';
import { type Place, startPlace } from './place';
import { ROOT } from './shots';

/** What the demo is made of: as long as none of it changes, today's demo is the same. */
const MADE_OF = ['config/demo', 'scripts/seed', 'server/src', 'server/migrations', 'shared/src', 'package-lock.json'];
const KEPT = join(ROOT, 'build/demo');
const MANIFEST = 'manifest.json';

/** A place with the demo in it, as `npm start` makes it. It is made once and copied for everyone who asks for it later on the same day. */
export async function startDemoPlace(): Promise<Place & { manifest: Manifest }> {
  const made = await makeDemo();
  const place = await startPlace(async ({ DATA_DIR = '' }) => copyDemo(made, DATA_DIR));
  return { ...place, manifest: JSON.parse(readFileSync(join(made, MANIFEST), 'utf8')) as Manifest };
}

/** The folder in which today's demo lies. */
async function makeDemo(): Promise<string> {
  const until = Date.now();
  const today = shanghaiDayText(until);
  const folder = join(KEPT, `${today}-${fingerprint()}`);
  if (existsSync(folder)) return folder;
  rmSync(KEPT, { recursive: true, force: true });
  const unfinished = join(KEPT, `unfinished-${process.pid}`);
  mkdirSync(unfinished, { recursive: true });
  const settings = { NODE_ENV: 'development', DATA_DIR: unfinished, DISK_RESERVE_MB: '0' };
  await prepare(() => {}, settings);
  const content = readContent();
  const env = readEnv(settings);
  const database = await openDatabase({ url: env.databaseUrl, poolSize: 2, statementLimitMs: 60_000 });
  try {
    await seedDemo(database, env, content, { today, until }, () => undefined);
    writeFileSync(join(unfinished, MANIFEST), JSON.stringify(await readManifest(database, content)));
  } finally {
    await database.close();
  }
  renameSync(unfinished, folder);
  return folder;
}

/** The database is written to, so it is a copy; pictures are only read or taken away, so they are shared. */
function copyDemo(from: string, to: string): void {
  for (const { name, parentPath } of readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())) {
    const folder = parentPath.replace(from, to);
    mkdirSync(folder, { recursive: true });
    (folder === to ? copyFileSync : share)(join(parentPath, name), join(folder, name));
  }
}

/** One inode where both folders are on one device. */
function share(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

function fingerprint(): string {
  const hash = createHash('sha256');
  const read = (path: string): void => {
    if (!/\.\w+$/.test(path)) for (const name of readdirSync(path).sort()) read(join(path, name));
    else if (!path.endsWith('.spec.ts')) hash.update(path).update(readFileSync(path));
  };
  for (const path of MADE_OF) read(join(ROOT, path));
  return hash.digest('hex').slice(0, 16);
}
