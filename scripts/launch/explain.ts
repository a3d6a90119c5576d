import { EnvFault } from '@dianquan/server/platform/config/env';

/** The same shape as the launcher's Problem: a sentence, and what to do. */
class Explained extends Error {
  constructor(
    sentence: string,
    readonly hint: string,
  ) {
    super(sentence);
  }
}

const DATABASE_HINT = '请检查 DATABASE_URL 与数据库服务。Check DATABASE_URL and the database server.';

const KNOWN: Record<string, [string, string]> = {
  ER_ACCESS_DENIED_ERROR: ['数据库拒绝了用户名或密码 (database access denied)。', DATABASE_HINT],
  ER_DBACCESS_DENIED_ERROR: [
    '数据库用户没有权限 (the database user lacks permission)。',
    '请先建库并授权。Create the database and grant access to it.',
  ],
  EACCES: [
    '没有权限 (permission denied)。',
    '请检查 DATA_DIR 的权限，或换一个端口。Check the permissions of DATA_DIR, or use another PORT.',
  ],
  EROFS: [
    '数据目录不可写 (the data folder is read-only)。',
    '请用 DATA_DIR 指定一个可写目录。Set DATA_DIR to a folder that can be written.',
  ],
  ENOSPC: ['磁盘已满 (the disk is full)。', '请腾出空间后重试。Make room and try again.'],
  EADDRNOTAVAIL: ['HOST 不是本机地址 (HOST is not an address of this machine)。', '请检查 HOST。Check HOST.'],
};
const UNREACHABLE = new Set(['ECONNREFUSED', 'ENOTFOUND', 'ETIMEDOUT', 'EHOSTUNREACH', 'ECONNRESET', 'PROTOCOL_CONNECTION_LOST']);

/** Turns what is known to go wrong on somebody's machine into one clear sentence; everything else stays as it is. */
export function explain(error: unknown): unknown {
  if (error instanceof EnvFault) {
    return new Explained(
      `设置有误 (wrong settings)：\n  ${error.faults.join('\n  ')}`,
      '说明见 .env.example。They are explained in .env.example.',
    );
  }
  const code = codeOf(error);
  if (code === 'EADDRINUSE') return portBusy((error as { port?: number }).port);
  if (UNREACHABLE.has(code)) return new Explained(`连接不上数据库 (cannot reach the database): ${code}。`, DATABASE_HINT);
  const known = KNOWN[code];
  return known ? new Explained(`${known[0]} ${(error as Error).message}`, known[1]) : error;
}

export function portBusy(port: number | undefined): Error {
  const next = (port ?? 3000) + 1;
  return new Explained(
    `端口 ${port} 已被占用 (port ${port} is in use)。`,
    `请先停掉占用它的程序，或换一个端口：PORT=${next} npm start。Stop what uses it, or take another port: PORT=${next} npm start.`,
  );
}

function codeOf(error: unknown): string {
  for (let cause = error as Fault | undefined; cause; cause = cause.cause ?? cause.driverError) {
    if (typeof cause.code === 'string') return cause.code;
  }
  return '';
}

interface Fault {
  code?: unknown;
  cause?: Fault;
  driverError?: Fault;
}

/** Ends a command with the number its main function answers, or with the sentence of what went wrong. */
export function runCommand(main: () => Promise<unknown>): void {
  main().then(
    (code) => {
      process.exitCode = typeof code === 'number' ? code : 0;
    },
    (thrown: unknown) => {
      const error = explain(thrown);
      console.error(error instanceof Error && 'hint' in error ? `✗ ${error.message}\n  ${String(error.hint)}` : error);
      // What was opened before it failed would keep the process alive.
      process.exit(1);
    },
  );
}
