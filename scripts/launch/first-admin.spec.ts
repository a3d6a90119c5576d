import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '@dianquan/server/platform/database/data-source';
import type { Database } from '@dianquan/server/platform/database/database';
import { checkAudit } from '../check/audit';
import { firstAdmin } from './first-admin';

describe('the first admin', () => {
  let folder: string;
  let lines: string[];
  let settings: Record<string, string>;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dianquan-admin-'));
    settings = { NODE_ENV: 'test', DATA_DIR: folder, DATABASE_URL: '' };
    lines = [];
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const make = (...args: string[]) => firstAdmin(args, (line) => lines.push(line), settings);
  async function inside<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const database = await openDatabase({ url: `sqlite:${join(folder, 'dianquan.db')}` });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  }
  const ask = <T>(sql: string): Promise<T[]> => inside((database) => database.query<T>(sql));
  const STAFF = `SELECT s.wecom_userid AS userid, s.name, s.phone, s.disabled_at AS disabledAt, a.provider, a.external_id AS externalId, r.role
    FROM staff s JOIN account a ON a.id = s.account_id LEFT JOIN staff_role r ON r.staff_id = s.id ORDER BY s.id, r.role`;

  it('is made on a database that has nobody, and can sign in with WeCom', async () => {
    expect(await make('--userid', 'zhang.san', '--name', '张三', '--phone', '13800138000')).toBe(0);
    const common = { name: '张三', phone: '13800138000', disabledAt: null, provider: 'wecom' };
    expect(await ask(STAFF)).toEqual([{ userid: 'zhang.san', externalId: 'zhang.san', role: 'admin', ...common }]);
    expect(await checkAudit(() => {}, settings)).toBe(0);
    expect(await ask('SELECT action, subject FROM audit_entry')).toEqual([{ action: 'staff.create', subject: 'staff:1' }]);
  });

  it('makes the others on the pages: here nobody is made beside them', async () => {
    await make('--userid', 'zhang.san', '--name', '张三');
    expect(await make('--userid', 'li.si', '--name', '李四')).toBe(1);
    expect(lines.at(-1)).toContain('张三（zhang.san）');
    expect(await ask(STAFF)).toHaveLength(1);
  });

  it('may be somebody who is staff, where no admin is left', async () => {
    await make('--userid', 'zhang.san', '--name', '张三');
    await inside(async (database) => {
      await database.execute("UPDATE staff_role SET role = 'office' WHERE staff_id = 1");
      await database.execute('UPDATE staff SET disabled_at = 1 WHERE id = 1');
    });
    expect(await make('--userid', 'zhang.san', '--name', '张三')).toBe(0);
    const rows = await ask<{ role: string; disabledAt: number | null }>(STAFF);
    expect(rows.map(({ role, disabledAt }) => [role, disabledAt])).toEqual([
      ['admin', null],
      ['office', null],
    ]);
    expect(await ask('SELECT account_id AS id FROM actor_change')).not.toEqual([]);
  });

  it('needs a name and a phone as they are, and says what is wrong', async () => {
    expect(await make('--userid', 'zhang.san', '--name', ' ', '--phone', '123')).toBe(1);
    expect(lines).toEqual([expect.stringContaining('--name'), expect.stringContaining('--phone')]);
  });
});
