import { createPool } from 'mysql2/promise';

export type Mark = { member: number; at: number; seconds: number };
/** The two drivers, each as it is used by hand at its fastest. */
export type BareStore = {
  rows(sql: string, params: (number | string)[]): Promise<unknown[][]>;
  /** One transaction: first readings are counted, all are written. */
  markRead(announcementId: number, marks: Mark[]): Promise<void>;
  /** One chunk of recipients, committed by itself. */
  fanOut(announcementId: number, first: number, last: number): Promise<void>;
};

const FAN_OUT = `INSERT INTO announcement_recipient (announcement_id, member_id, shop_id, is_owner)
  SELECT ?, m.id, m.shop_id, CASE WHEN m.role = 'owner' THEN 1 ELSE 0 END FROM member m JOIN shop s ON s.id = m.shop_id
  WHERE m.id BETWEEN ? AND ? AND m.status = 'active' AND s.member_count > 0`;

export function openStore(url: string): Promise<BareStore> {
  return url.startsWith('mysql:') ? openMysql(url) : openSqlite(url.replace(/^sqlite:/, ''));
}

async function openMysql(uri: string): Promise<BareStore> {
  const pool = createPool({ uri, connectionLimit: 10 });
  return {
    rows: async (sql, params) => (await pool.execute({ sql, rowsAsArray: true }, params))[0] as unknown as unknown[][],
    async markRead(id, marks) {
      const connection = await pool.getConnection();
      try {
        await connection.beginTransaction();
        const members = [...new Set(marks.map((mark) => mark.member))];
        const list = members.map(() => '?').join(',');
        const [rows] = await connection.query(
          `SELECT member_id FROM announcement_recipient WHERE announcement_id = ? AND member_id IN (${list}) AND read_at IS NULL FOR UPDATE`,
          [id, ...members],
        );
        const at = Date.now();
        await connection.query(
          `UPDATE announcement_recipient SET delivered_at = COALESCE(delivered_at, ?), read_at = COALESCE(read_at, ?), last_read_at = ?, read_seconds = read_seconds + 1 WHERE announcement_id = ? AND member_id IN (${list})`,
          [at, at, at, id, ...members],
        );
        const firsts = (rows as unknown[]).length;
        if (firsts > 0)
          await connection.query(
            `UPDATE announcement_tally SET people_read = people_read + ? WHERE announcement_id = ? AND dimension = 'all'`,
            [firsts, id],
          );
        await connection.commit();
      } catch (error) {
        await connection.rollback();
        throw error;
      } finally {
        connection.release();
      }
    },
    fanOut: async (id, first, last) => void (await pool.query(FAN_OUT, [id, first, last])),
  };
}

type Native = {
  prepare(sql: string): {
    raw(): { all(...params: unknown[]): unknown[][] };
    all(...params: unknown[]): unknown[];
    run(...params: unknown[]): unknown;
  };
  exec(sql: string): void;
};

async function openSqlite(file: string): Promise<BareStore> {
  const Libsql = require('libsql') as new (file: string) => Native;
  const native = new Libsql(file);
  native.exec('PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000');
  return {
    rows: async (sql, params) =>
      native
        .prepare(sql)
        .raw()
        .all(...params),
    async markRead(id, marks) {
      const members = [...new Set(marks.map((mark) => mark.member))];
      const list = members.map(() => '?').join(',');
      native.exec('BEGIN IMMEDIATE');
      const firsts = native
        .prepare(`SELECT member_id FROM announcement_recipient WHERE announcement_id = ? AND member_id IN (${list}) AND read_at IS NULL`)
        .all(id, ...members).length;
      const at = Date.now();
      native
        .prepare(
          `UPDATE announcement_recipient SET delivered_at = COALESCE(delivered_at, ?), read_at = COALESCE(read_at, ?), last_read_at = ?, read_seconds = read_seconds + 1 WHERE announcement_id = ? AND member_id IN (${list})`,
        )
        .run(at, at, at, id, ...members);
      if (firsts > 0)
        native
          .prepare(`UPDATE announcement_tally SET people_read = people_read + ? WHERE announcement_id = ? AND dimension = 'all'`)
          .run(firsts, id);
      native.exec('COMMIT');
    },
    fanOut: async (id, first, last) => void native.prepare(FAN_OUT).run(id, first, last),
  };
}
