import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Audit } from '@dianquan/server/platform/audit/audit';
import { Clock } from '@dianquan/server/platform/clock';
import { openDatabase } from '@dianquan/server/platform/database/data-source';
import { migrate } from '@dianquan/server/platform/database/migrate';
import { checkAudit } from './audit';

describe('the check of the audit log', () => {
  let folder: string;
  let lines: string[];
  let settings: Record<string, string>;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dianquan-audit-'));
    settings = { NODE_ENV: 'test', DATA_DIR: folder, DATABASE_URL: '' };
    lines = [];
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const check = (): Promise<number> => checkAudit((line) => lines.push(line), settings);

  async function log(spoil?: string): Promise<void> {
    const database = await openDatabase({ url: `sqlite:${join(folder, 'dianquan.db')}` });
    await migrate(database);
    const audit = new Audit(database, new Clock());
    const actor = { accountId: 7, name: '林经理', staff: { id: 3 } };
    for (const shop of [1, 2, 3, 4]) {
      await database.transaction((tx) => audit.record(tx, actor, 'shops.update', `shop:${shop}`, { level: 'A' }));
    }
    if (spoil) await database.execute(spoil);
    await database.close();
  }

  it('says that there is none before the first start', async () => {
    expect(await check()).toBe(1);
    expect(lines.join()).toContain('npm start');
  });

  it('counts the rows of a log that nobody touched', async () => {
    await log();
    expect(await check()).toBe(0);
    expect(lines).toEqual([expect.stringContaining('共 4 条')]);
  });

  it.each([
    ["UPDATE audit_entry SET subject = 'shop:9' WHERE seq = 2", '第 2 条内容被改动'],
    ['DELETE FROM audit_entry WHERE seq = 3', '第 3 条被删除'],
  ])('names the row after: %s', async (spoil, sentence) => {
    await log(spoil);
    expect(await check()).toBe(1);
    expect(lines).toEqual([expect.stringContaining(sentence)]);
  });
});
