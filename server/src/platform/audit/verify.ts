import type { Sql } from '../database/database';
import { type AuditLink, GENESIS, hashOf } from './chain';

export type AuditFault = 'changed' | 'removed' | 'reordered';
export type AuditVerdict = { ok: true; rows: number } | { ok: false; row: number; fault: AuditFault };

interface Head {
  seq: number;
  hash: string;
  last: number | null;
  kept: number;
}

const PAGE = 1_000;
const COLUMNS = 'seq, at, actor_staff_id, actor_account_id, actor_name, action, subject, detail, previous_hash, hash';

export async function verifyChain(sql: Sql): Promise<AuditVerdict> {
  // One statement, so that what is being recorded meanwhile cannot look like a fault.
  const [head] = await sql.query<Head>(
    `SELECT h.seq, h.hash, (SELECT MAX(seq) FROM audit_entry) AS last, (SELECT COUNT(*) FROM audit_entry) AS kept
     FROM audit_head h WHERE h.id = 1`,
  );
  if (!head) return { ok: false, row: 1, fault: 'removed' };
  let previous = GENESIS;
  for (let first = 1; first <= head.seq; first += PAGE) {
    const last = Math.min(first + PAGE - 1, head.seq);
    const links = await sql.query<AuditLink>(`SELECT ${COLUMNS} FROM audit_entry WHERE seq BETWEEN ? AND ? ORDER BY seq`, [first, last]);
    const bySeq = new Map(links.map((link) => [link.seq, link]));
    for (let seq = first; seq <= last; seq++) {
      const link = bySeq.get(seq);
      if (link?.previous_hash !== previous || hashOf(previous, link) !== link.hash) return diagnose(sql, head, seq, previous, link);
      previous = link.hash;
    }
  }
  if (previous !== head.hash) return { ok: false, row: Math.max(1, head.seq), fault: 'changed' };
  if ((head.last ?? 0) > head.seq) return { ok: false, row: head.seq + 1, fault: 'changed' };
  return { ok: true, rows: head.seq };
}

/** Up to `seq - 1` everything is sound; what has been done at `seq`? */
async function diagnose(sql: Sql, head: Head, seq: number, previous: string, link: AuditLink | undefined): Promise<AuditVerdict> {
  const followers = await sql.query<AuditLink>(`SELECT ${COLUMNS} FROM audit_entry WHERE previous_hash = ? AND seq <> ?`, [previous, seq]);
  // The row that belongs here stands elsewhere.
  if (followers.some((follower) => hashOf(previous, { ...follower, seq }) === follower.hash))
    return { ok: false, row: seq, fault: 'reordered' };
  if (!link) return { ok: false, row: seq, fault: 'removed' };
  if (link.previous_hash === previous) return { ok: false, row: seq, fault: 'changed' };
  // Sound in itself, but it seals another predecessor: that one was rewritten together with its hash.
  if (hashOf(link.previous_hash, link) === link.hash) return { ok: false, row: Math.max(1, seq - 1), fault: 'changed' };
  const missing = Math.max(0, head.seq - head.kept);
  for (let shift = 1; shift <= missing; shift++) {
    const moved = { ...link, seq: seq + shift };
    // Later rows were moved up to hide the gap.
    if (hashOf(link.previous_hash, moved) === link.hash) return { ok: false, row: seq, fault: 'removed' };
  }
  return { ok: false, row: seq, fault: 'changed' };
}
