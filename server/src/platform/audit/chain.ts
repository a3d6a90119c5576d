import { createHash } from 'node:crypto';

/** What one link of the chain says. `detail` is the stored text. */
export interface AuditContent {
  seq: number;
  at: number;
  actor_staff_id: number | null;
  actor_account_id: number | null;
  actor_name: string | null;
  action: string;
  subject: string;
  detail: string;
}

export interface AuditLink extends AuditContent {
  previous_hash: string;
  hash: string;
}

export const GENESIS = '0'.repeat(64);

export function hashOf(previousHash: string, content: AuditContent): string {
  const { seq, at, actor_staff_id, actor_account_id, actor_name, action, subject, detail } = content;
  return createHash('sha256')
    .update(JSON.stringify([previousHash, seq, at, actor_staff_id, actor_account_id, actor_name, action, subject, detail]))
    .digest('hex');
}

/** JSON with sorted keys, so that the same detail is always the same text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}
