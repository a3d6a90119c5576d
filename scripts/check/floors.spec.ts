import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const cruiser = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

type Files = Record<string, string>;

/** A house in small that keeps every rule. */
const house: Files = {
  'shared/src/money.ts': 'export const fen = 100;\n',
  'server/src/platform/clock.ts': 'export const now = () => 0;\n',
  'server/src/members/shops.ts': "import { now } from '../platform/clock';\nexport const shops = now;\n",
  'server/src/communities/posts.ts': "import { shops } from '../members/shops';\nexport const posts = shops;\n",
  'server/src/delivery/inbox.ts': "import { shops } from '../members/shops';\nexport const inbox = shops;\n",
  'server/src/announcements/announcements.ts': "import { inbox } from '../delivery/inbox';\nexport const announcements = inbox;\n",
  'server/src/app.ts': "import { announcements } from './announcements/announcements';\nexport const app = announcements;\n",
  'miniprogram/src/components/price.ts': 'export const price = 1;\n',
  'miniprogram/src/features/posts/api.ts': "import { price } from '../../components/price';\nexport const posts = price;\n",
  'miniprogram/src/features/shops/api.ts': 'export const shops = 1;\n',
  'miniprogram/src/pages/home.ts': "import { posts } from '../features/posts/api';\nexport const home = posts;\n",
  'scripts/launch/serve.ts': "import { app } from '../../server/src/app';\nexport const serve = app;\n",
};

/** What somebody might add to it: what it is, where, what it imports, and the rule that has to notice. */
const planted: [string, string, string, string][] = [
  ['an import of a higher floor', 'server/src/members/upward.ts', '../announcements/announcements', 'server-floors-members'],
  ['an import of a type of a higher floor', 'server/src/platform/upward-type.ts', '../members/shops', 'server-floors-platform'],
  ['an import of a room on the same floor', 'server/src/communities/sideways.ts', '../delivery/inbox', 'server-rooms-invitations'],
  ['a room without a floor', 'server/src/platform/unknown.ts', '../gossip/rumours', 'server-known-rooms'],
  ['a room that knows the whole', 'server/src/members/whole.ts', '../app', 'server-rooms-not-the-root'],
  ['a feature that imports a feature', 'miniprogram/src/features/shops/feature.ts', '../posts/api', 'client-features-apart'],
  ['a component that knows a feature', 'miniprogram/src/components/feature.ts', '../features/posts/api', 'client-ground'],
  ['a feature that knows a page', 'miniprogram/src/features/shops/page.ts', '../../pages/home', 'client-features-below-pages'],
  ['a server that imports scripts', 'server/src/platform/scripts.ts', '../../../scripts/launch/serve', 'server-without-scripts'],
  ['a contract that imports the server', 'shared/src/server.ts', '../../server/src/platform/clock', 'shared-stands-alone'],
  ['an import of nothing', 'server/src/members/nothing.ts', './nowhere', 'resolvable'],
  ['a circle inside one room', 'server/src/members/people-of-shops.ts', './people', 'no-cycles'],
];
const companions: Files = {
  'server/src/gossip/rumours.ts': 'export const rumours = 1;\n',
  'server/src/members/people.ts': "export * from './people-of-shops';\n",
};

describe('the floors of the house', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'floors-'));
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    write(house);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function write(files: Files): void {
    for (const [name, text] of Object.entries(files)) {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }

  /** `file: rule` for each rule that was broken. */
  function broken(config = 'dependency-cruiser.cjs', folders = ['server/src', 'shared/src', 'miniprogram/src', 'scripts']): string[] {
    const args = [cruiser, '--config', path.join(root, 'config/lint', config), '--output-type', 'json', ...folders];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    if (!stdout) throw new Error(stderr);
    const { summary } = JSON.parse(stdout) as { summary: { violations: { from: string; rule: { name: string } }[]; totalCruised: number } };
    expect(summary.totalCruised).toBeGreaterThan(2);
    return summary.violations.map(({ from, rule }) => `${from}: ${rule.name}`);
  }

  it('find nothing wrong with a house in order', () => {
    expect(broken()).toEqual([]);
  });

  describe('catch, when planted,', () => {
    let found: string[];

    beforeAll(() => {
      write(companions);
      for (const [what, file, target] of planted) {
        write({
          [file]: `${what.includes('a type') ? 'import type' : 'import'} * as other from '${target}';\nexport type Other = typeof other;\n`,
        });
      }
      found = broken();
    });

    it.each(planted)('%s', (_, file, __, rule) => expect(found).toContain(`${file}: ${rule}`));
  });

  it('catch zod in the bundle by any road, but not an import of its types', () => {
    const client = (): string[] => broken('runtime-imports.cjs', ['miniprogram/src']);
    const onlyTypes = "import type { ZodType } from 'zod';\nexport type Spec = ZodType;\n";
    write({
      'shared/src/contract.ts': "import { z } from 'zod';\nexport const spec = z.string();\n",
      'miniprogram/src/platform/types.ts': onlyTypes,
    });
    expect(client()).toEqual([]);
    write({ 'miniprogram/src/platform/request.ts': "import { spec } from '../../../shared/src/contract';\nexport const check = spec;\n" });
    expect(client()).toEqual(['miniprogram/src/platform/request.ts: client-without-zod']);
  });
});

jest.setTimeout(60_000);
