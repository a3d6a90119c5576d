import { createConnection, createPool, type Pool, type PoolConnection, type PoolOptions } from 'mysql2';
import { createConnection as connectOnce } from 'mysql2/promise';
import { DataSource, type DataSourceOptions, type EntityManager } from 'typeorm';
import type { BetterSqlite3Driver } from 'typeorm/driver/better-sqlite3/BetterSqlite3Driver';
import type { MysqlDriver } from 'typeorm/driver/mysql/MysqlDriver';
import { Database } from './database';
import { isFromServer } from './faults';
import { MysqlEngine } from './mysql-engine';
import { MysqlLines } from './mysql-lines';
import { GuardedMysqlQueryRunner } from './mysql-query-runner';
import { SnakeNamingStrategy } from './naming-strategy';
import { type DatabaseOptions, type MysqlTarget, parseDatabaseUrl } from './options';
import { Pulse } from './pulse';
import { type NativeConnection, SqliteConnection } from './sqlite-connection';
import { SqliteEngine } from './sqlite-engine';
import { type Gate, SqliteGate } from './sqlite-gate';
import { SqliteQueryRunner } from './sqlite-query-runner';

export type Entities = DataSourceOptions['entities'];

const STATEMENT_LIMIT_MS = 10_000;
const WAIT_LIMIT_MS = 20_000;
const KNOCK_MS = 2_000;
/** A second process on the same file: SQLite itself waits this long, blocking the loop; longer waits are ours. */
const BUSY_MS = 20;

/** Opens the database of the URL. The caller closes it. */
export async function openDatabase(options: DatabaseOptions, entities: Entities = [], gate?: Gate): Promise<Database> {
  const target = parseDatabaseUrl(options.url);
  const database =
    target.engine === 'sqlite' ? await openSqlite(target.file, options, entities, gate) : await openMysql(target, options, entities);
  // TypeORM's own way into a transaction gets the same gate, retries and guards as ours.
  const begin = (work: unknown): Promise<unknown> => {
    if (typeof work !== 'function') throw new Error('no isolation levels here: transaction(work)');
    return database.transaction((tx) => (work as (manager: EntityManager) => Promise<unknown>)(tx.manager));
  };
  Object.assign(database.dataSource.manager, { transaction: begin });
  return database;
}

async function openSqlite(file: string, options: DatabaseOptions, entities: Entities, given?: Gate): Promise<Database> {
  const waitLimitMs = options.waitLimitMs ?? WAIT_LIMIT_MS;
  let native: NativeConnection | undefined;
  const dataSource = new DataSource({
    type: 'better-sqlite3',
    database: file,
    driver: require('libsql'),
    entities,
    namingStrategy: new SnakeNamingStrategy(),
    prepareDatabase: (connection: NativeConnection) => {
      native = connection;
      for (const pragma of [
        `busy_timeout = ${BUSY_MS}`,
        'journal_mode = WAL',
        'synchronous = FULL',
        'case_sensitive_like = ON',
        'cache_size = -65536',
      ]) {
        connection.pragma(pragma);
      }
    },
  });
  const driver = dataSource.driver as BetterSqlite3Driver;
  driver.createQueryRunner = () => new SqliteQueryRunner(driver, engine);
  const gate = given ?? new SqliteGate(waitLimitMs);
  // The engine needs the connection, and initialize() runners of the engine.
  const connection = new SqliteConnection({
    prepare: (sql) => (native as NativeConnection).prepare(sql),
    exec: (sql) => (native as NativeConnection).exec(sql),
    pragma: (source) => (native as NativeConnection).pragma(source),
  });
  const engine = new SqliteEngine(connection, gate, waitLimitMs, (scope) => {
    const runner = dataSource.createQueryRunner() as SqliteQueryRunner;
    runner.adopt(scope);
    return runner;
  });
  await dataSource.initialize();
  return new Database('sqlite', dataSource, engine);
}

async function openMysql(target: MysqlTarget, options: DatabaseOptions, entities: Entities): Promise<Database> {
  const statementLimitMs = options.statementLimitMs ?? STATEMENT_LIMIT_MS;
  const type = await flavourOf(target);
  const waitLimitMs = options.waitLimitMs ?? WAIT_LIMIT_MS;
  const setUp = sessionSetup(type, statementLimitMs, waitLimitMs);
  const pulse = new Pulse(() => answers(target));
  let opened: MysqlLines | undefined;
  const dataSource = new DataSource({
    type,
    host: target.host,
    port: target.port,
    username: target.user,
    password: target.password,
    database: target.database,
    charset: 'utf8mb4_bin',
    poolSize: options.poolSize ?? 10,
    connectTimeout: 3_000,
    bigNumberStrings: false,
    // For what a transaction begins together. The engine and the runner refuse a text that holds several.
    multipleStatements: true,
    entities,
    namingStrategy: new SnakeNamingStrategy(),
    extra: { decimalNumbers: true },
    driver: {
      createConnection,
      createPool: (poolOptions: PoolOptions): Pool => {
        const pool = createPool(poolOptions);
        pool.on('connection', (connection: PoolConnection) => connection.query(setUp));
        opened = new MysqlLines(pool, pulse, { statementMs: statementLimitMs + 2_000, waitMs: waitLimitMs });
        return pool;
      },
    },
  });
  const driver = dataSource.driver as MysqlDriver;
  const lines = (): MysqlLines => opened as MysqlLines;
  driver.createQueryRunner = (mode) => new GuardedMysqlQueryRunner(driver, mode, lines());
  driver.obtainMasterConnection = () => lines().connect();
  await dataSource.initialize();
  const disconnect = driver.disconnect.bind(driver);
  driver.disconnect = () => lines().close(disconnect);
  const engine = new MysqlEngine(lines(), (scope, connection) => {
    const runner = dataSource.createQueryRunner() as GuardedMysqlQueryRunner;
    runner.adopt(scope, connection);
    return runner;
  });
  return new Database('mysql', dataSource, engine);
}

/** Whether there is a server at all; one that refuses us is there. */
async function answers({ host, port, user, password, database }: MysqlTarget): Promise<boolean> {
  try {
    const connection = await connectOnce({ host, port, user, password, database, connectTimeout: KNOCK_MS });
    connection.destroy();
    return true;
  } catch (error) {
    return isFromServer(error);
  }
}

/** TypeORM wants to know which of the two it talks to. */
async function flavourOf(target: MysqlTarget): Promise<'mysql' | 'mariadb'> {
  const { host, port, user, password, database } = target;
  const connection = await connectOnce({ host, port, user, password, database, connectTimeout: 3_000 });
  try {
    const [rows] = await connection.query('SELECT VERSION() AS version');
    const version = (rows as { version: string }[])[0]?.version ?? '';
    return /mariadb/i.test(version) ? 'mariadb' : 'mysql';
  } finally {
    await connection.end();
  }
}

/**
 * READ COMMITTED: fewer gap locks, and no snapshot that an update then contradicts. NO_UNSIGNED_SUBTRACTION: `available - 5`
 * below zero is a number as on SQLite, not an error.
 */
function sessionSetup(type: 'mysql' | 'mariadb', statementLimitMs: number, waitLimitMs: number): string {
  const limit = type === 'mariadb' ? `max_statement_time = ${statementLimitMs / 1000}` : `max_execution_time = ${statementLimitMs}`;
  const waiting = `innodb_lock_wait_timeout = ${Math.max(1, Math.round(waitLimitMs / 4_000))}`;
  const mode = "sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_UNSIGNED_SUBTRACTION'";
  // A server that lost us without a word would keep our locks for hours.
  const lost = type === 'mariadb' ? 'idle_transaction_timeout = 30' : 'wait_timeout = 120';
  const isolation = type === 'mariadb' ? "tx_isolation = 'READ-COMMITTED'" : "transaction_isolation = 'READ-COMMITTED'";
  return `SET SESSION ${limit}, SESSION ${waiting}, SESSION ${mode}, SESSION ${isolation}, SESSION ${lost}`;
}
