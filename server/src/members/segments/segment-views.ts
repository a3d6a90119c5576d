import type { SegmentView } from '@dianquan/shared/contract/segments';
import type { SegmentRule } from '@dianquan/shared/segment-rule';
import { Injectable } from '@nestjs/common';
import { SegmentUsers } from './segment-users';

export type SegmentRow = {
  id: number;
  name: string;
  kind: 'rule' | 'manual';
  rule: string | null;
  shops: number;
  people: number;
  updated_at: number;
};
export const SEGMENT_ROWS = 'SELECT id, name, kind, rule, shops, people, updated_at FROM segment WHERE removed_at IS NULL';

@Injectable()
export class SegmentViews {
  constructor(private readonly users: SegmentUsers) {}

  async of(rows: readonly SegmentRow[]): Promise<SegmentView[]> {
    const uses = await this.users.countUses(rows.map(({ id }) => id));
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      kind: row.kind,
      rule: row.rule === null ? null : (JSON.parse(row.rule) as SegmentRule),
      shops: row.shops,
      people: row.people,
      usedBy: uses.get(row.id) ?? { communities: 0, announcements: 0, catalogue: 0 },
      updatedAt: new Date(row.updated_at).toISOString(),
    }));
  }
}
