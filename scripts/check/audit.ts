import { existsSync } from 'node:fs';
import { verifyChain } from '@dianquan/server/platform/audit/verify';
import { readEnv } from '@dianquan/server/platform/config/env';
import { openDatabase } from '@dianquan/server/platform/database/data-source';
import { parseDatabaseUrl } from '@dianquan/server/platform/database/options';
import { runCommand } from '../launch/explain';
import type { Source } from '../launch/prepare';

const FAULTS = {
  changed: '内容被改动 (changed)',
  removed: '被删除 (removed)',
  reordered: '顺序被改动 (moved)',
};

/** `npm run check -- audit`: reads the audit log of the configured database as a chain; answers the exit code. */
export async function checkAudit(print: (line: string) => void = console.log, source: Source = process.env): Promise<number> {
  const { databaseUrl } = readEnv(source);
  const target = parseDatabaseUrl(databaseUrl);
  if (target.engine === 'sqlite' && !existsSync(target.file)) {
    print('✗ 还没有数据库，请先运行 npm start (no database yet: npm start makes one)。');
    return 1;
  }
  const database = await openDatabase({ url: databaseUrl, poolSize: 1 });
  try {
    const verdict = await verifyChain(database);
    print(
      verdict.ok
        ? `✓ 审计日志完整，共 ${verdict.rows} 条 (the audit log is whole)。`
        : `✗ 审计日志第 ${verdict.row} 条${FAULTS[verdict.fault]}。`,
    );
    return verdict.ok ? 0 : 1;
  } finally {
    await database.close();
  }
}

if (require.main === module) runCommand(() => checkAudit());
