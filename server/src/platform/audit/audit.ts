import { Injectable } from '@nestjs/common';
import { Clock } from '../clock';
import { Database, type Tx } from '../database/database';
import { canonicalJson, hashOf } from './chain';
import { type AuditVerdict, verifyChain } from './verify';

/** Whoever acts; every `Actor` is one. Null: the system itself. */
export interface AuditActor {
  accountId: number;
  name: string | null;
  staff: { id: number } | null;
}

export interface AuditEntry {
  seq: number;
  at: number;
  actorStaffId: number | null;
  actorAccountId: number | null;
  actorName: string | null;
  action: string;
  subject: string;
  detail: Record<string, unknown>;
  hash: string;
}

export interface AuditFilter {
  /** Older than this sequence number. */
  before?: number;
  limit: number;
  action?: string;
  staffId?: number;
  subject?: string;
}

/** Every act of staff that changes something, as a chain in which each row seals the one before. */
@Injectable()
export class Audit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Call it last in the transaction: the head of the chain stays locked until the commit. */
  async record(tx: Tx, actor: AuditActor | null, action: string, subject: string, detail: object = {}): Promise<void> {
    await tx.execute('UPDATE audit_head SET seq = seq + 1 WHERE id = 1');
    const [head] = await tx.query<{ seq: number; hash: string }>('SELECT seq, hash FROM audit_head WHERE id = 1');
    if (!head) throw new Error('the audit log has no head');
    const content = {
      seq: head.seq,
      at: this.clock.now(),
      actor_staff_id: actor?.staff?.id ?? null,
      actor_account_id: actor?.accountId ?? null,
      actor_name: actor?.name?.slice(0, 60) ?? null,
      action,
      subject,
      detail: canonicalJson(detail),
    };
    const hash = hashOf(head.hash, content);
    await tx.execute(
      `INSERT INTO audit_entry
         (seq, at, actor_staff_id, actor_account_id, actor_name, action, subject, detail, previous_hash, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [...Object.values(content), head.hash, hash],
    );
    await tx.execute('UPDATE audit_head SET hash = ? WHERE id = 1', [hash]);
  }

  /** Newest first. */
  async list(filter: AuditFilter): Promise<AuditEntry[]> {
    const conditions: [string, string | number | undefined][] = [
      ['seq < ?', filter.before],
      ['action = ?', filter.action],
      ['actor_staff_id = ?', filter.staffId],
      ['subject = ?', filter.subject],
    ];
    const given = conditions.filter((one): one is [string, string | number] => one[1] !== undefined);
    const where = given.length > 0 ? `WHERE ${given.map(([sql]) => sql).join(' AND ')}` : '';
    const rows = await this.database.query<Omit<AuditEntry, 'detail'> & { detail: string }>(
      `SELECT seq, at, actor_staff_id AS actorStaffId, actor_account_id AS actorAccountId, actor_name AS actorName,
              action, subject, detail, hash
       FROM audit_entry ${where} ORDER BY seq DESC LIMIT ?`,
      [...given.map(([, value]) => value), filter.limit],
    );
    return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) }));
  }

  /** Walks the whole chain; names the first row that is not what it was. */
  verify(): Promise<AuditVerdict> {
    return verifyChain(this.database);
  }
}
