import { resolve } from 'node:path';

export interface DatabaseOptions {
  /** `sqlite:/path/to/file`, `sqlite::memory:`, `mysql://user:password@host:port/database` (MariaDB too). */
  url: string;
  /** Connections of this process to MySQL; SQLite has one. */
  poolSize?: number;
  /** A statement that takes longer is ended and answered as unavailable (MySQL). */
  statementLimitMs?: number;
  /** How long a transaction or statement waits for its turn (SQLite gate, locks of MySQL rows). */
  waitLimitMs?: number;
}

export interface MysqlTarget {
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

export type Target = { engine: 'sqlite'; file: string } | ({ engine: 'mysql' } & MysqlTarget);

export function parseDatabaseUrl(url: string): Target {
  if (url.startsWith('sqlite:')) {
    const path = url.slice('sqlite:'.length).replace(/^\/\/(?=\/)/, '');
    if (path === '') throw new Error('DATABASE_URL: sqlite: needs a file');
    return { engine: 'sqlite', file: path === ':memory:' ? path : resolve(path) };
  }
  const parsed = new URL(url);
  if (parsed.protocol !== 'mysql:' && parsed.protocol !== 'mariadb:') throw new Error('DATABASE_URL: sqlite: or mysql: is expected');
  const database = decodeURIComponent(parsed.pathname.slice(1));
  if (!database) throw new Error('DATABASE_URL: the name of the database is missing');
  return {
    engine: 'mysql',
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: parsed.port ? Number(parsed.port) : 3306,
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database,
  };
}
