import { makeFirstAdmin } from '@dianquan/server/members/staff/first-admin';
import { Clock } from '@dianquan/server/platform/clock';
import { readEnv } from '@dianquan/server/platform/config/env';
import { openDatabase } from '@dianquan/server/platform/database/data-source';
import { staffOperations } from '@dianquan/shared/contract/staff';
import { Command } from 'commander';
import { runCommand } from './explain';
import { prepare, type Source } from './prepare';

const FIELDS: Record<string, string> = {
  wecomUserid: '--userid 是企业微信的 userid，1–64 个字 (a WeCom userid)',
  name: '--name 是姓名，1–30 个字 (a name)',
  phone: '--phone 是 11 位手机号 (a mobile number)',
};

/** `npm run admin -- --userid … --name …`: makes the first admin of the configured database; answers the exit code. */
export async function firstAdmin(
  args: string[],
  print: (line: string) => void = console.log,
  source: Source = process.env,
): Promise<number> {
  const { userid, name, phone } = new Command('admin')
    .description('Make the first admin of the configured database')
    .requiredOption('--userid <userid>', 'the WeCom userid with which they sign in')
    .requiredOption('--name <name>', 'their name')
    .option('--phone <phone>', 'their mobile number')
    .parse(args, { from: 'user' })
    .opts<{ userid: string; name: string; phone?: string }>();
  const person = staffOperations['staff.create'].body.safeParse({ wecomUserid: userid, name, phone: phone ?? null, roles: ['admin'] });
  if (!person.success) {
    for (const field of new Set(person.error.issues.map(({ path }) => String(path[0])))) print(`✗ ${FIELDS[field] ?? field}`);
    return 1;
  }
  await prepare(undefined, source);
  const database = await openDatabase({ url: readEnv(source).databaseUrl, poolSize: 1 });
  try {
    const done = await makeFirstAdmin(database, new Clock(), person.data);
    if (done.made === null) {
      const names = done.admins.map((one) => `${one.name}（${one.wecomUserid}）`).join('、');
      print(`✗ 已有管理员：${names}。请由管理员在“员工”里添加 (there is an admin already; they add the others)。`);
      return 1;
    }
    print(`✓ ${person.data.name}（${person.data.wecomUserid}）是管理员了，用企业微信登录 (is admin now, and signs in with WeCom)。`);
    return 0;
  } finally {
    await database.close();
  }
}

if (require.main === module) runCommand(() => firstAdmin(process.argv.slice(2)));
