import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { SegmentView } from '@dianquan/shared/contract/segments';
import type { SegmentRule } from '@dianquan/shared/segment-rule';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { forUpdate, inList, insertMany, type Tx } from '../../platform/database/sql';
import { Invalid, NotFound, Refused } from '../../platform/errors';
import type { StaffActor } from '../../platform/http/actor';
import { decodeCursor, pageOfRows } from '../../platform/http/cursor';
import { Events } from '../../platform/jobs/events';
import { Jobs } from '../../platform/jobs/jobs';
import { shopScope } from '../shop-scope';
import { allOf, shopRows } from '../shops/shop-rows';
import { ruleFaults } from './rule-check';
import { ruleGrounds } from './rule-grounds';
import { ruleSql } from './rule-sql';
import { SegmentChanged } from './segment-changed';
import { SegmentMembership } from './segment-membership';
import { REFRESH_SEGMENT } from './segment-refresh.job';
import { SegmentUsers } from './segment-users';
import { SEGMENT_ROWS, type SegmentRow, SegmentViews } from './segment-views';

const CHUNK = 2000;
const SAMPLE = 20;
/** Longer than any transaction that judged shops by the rule as it was. */
const SETTLED_MS = 15_000;

/** Named sets of shops: by hand, or by a rule. */
@Injectable()
export class SegmentsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly jobs: Jobs,
    private readonly membership: SegmentMembership,
    private readonly users: SegmentUsers,
    private readonly views: SegmentViews,
  ) {}

  async create(me: StaffActor, { name, rule, shopIds }: Input<'segments.create'>): Promise<SegmentView> {
    if (rule) await this.refuseFaulty(rule);
    const id = await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { insertId } = await tx.execute('INSERT INTO segment (name, kind, rule, created_at, updated_at) VALUES (?, ?, ?, ?, ?)', [
        name,
        rule ? 'rule' : 'manual',
        rule ? JSON.stringify(rule) : null,
        now,
        now,
      ]);
      await this.addShops(tx, me, insertId, shopIds ?? [], 'shopIds');
      await this.settle(tx, insertId, rule !== undefined);
      await this.audit.record(tx, me, 'segments.create', `segment:${insertId}`, {
        name,
        rule: rule ?? null,
        shops: shopIds?.length ?? null,
      });
      return insertId;
    });
    return this.get(id);
  }

  async update(me: StaffActor, { id, name, rule, addShopIds, removeShopIds }: Input<'segments.update'>): Promise<SegmentView> {
    if (rule) await this.refuseFaulty(rule);
    await this.db.transaction(async (tx) => {
      const segment = await this.lock(tx, id);
      refuseWrongKind(segment.kind, { rule, addShopIds, removeShopIds });
      await tx.execute('UPDATE segment SET name = ?, rule = ?, updated_at = ? WHERE id = ?', [
        name ?? segment.name,
        rule ? JSON.stringify(rule) : segment.rule,
        this.clock.now(),
        id,
      ]);
      await this.addShops(tx, me, id, addShopIds ?? [], 'addShopIds');
      await this.removeShops(tx, me, id, removeShopIds ?? []);
      if (rule || addShopIds || removeShopIds) await this.settle(tx, id, rule !== undefined);
      const shops = { added: addShopIds?.length, removed: removeShopIds?.length };
      await this.audit.record(tx, me, 'segments.update', `segment:${id}`, { name, rule, before: rule && segment.rule, ...shops });
    });
    return this.get(id);
  }

  async remove(me: StaffActor, id: number): Promise<void> {
    const uses = (await this.users.countUses([id])).get(id);
    await this.db.transaction(async (tx) => {
      const segment = await this.lock(tx, id);
      if (uses && uses.communities + uses.announcements + uses.catalogue > 0) throw new Refused('segment_in_use', uses);
      await tx.execute('UPDATE segment SET removed_at = ?, shops = 0, people = 0 WHERE id = ?', [this.clock.now(), id]);
      await tx.execute('DELETE FROM segment_shop WHERE segment_id = ?', [id]);
      await this.events.publish(tx, new SegmentChanged(id));
      await this.audit.record(tx, me, 'segments.remove', `segment:${id}`, { name: segment.name });
    });
  }

  async list({ limit, cursor }: Input<'segments.list'>): Promise<Answer<'segments.list'>> {
    const after = decodeCursor(cursor, ['number'])?.[0] ?? 0;
    const rows = await this.db.query<SegmentRow>(`${SEGMENT_ROWS} AND id > ? ORDER BY id LIMIT ?`, [after, limit + 1]);
    const page = pageOfRows(rows, limit, (row) => [row.id]);
    return { items: await this.views.of(page.rows), next: page.next };
  }

  async get(id: number): Promise<SegmentView> {
    const [view] = await this.views.of(await this.db.query<SegmentRow>(`${SEGMENT_ROWS} AND id = ?`, [id]));
    if (!view) throw new NotFound();
    return view;
  }

  /** Counted from the shops as they are now, among those that the actor may see. */
  async preview(me: StaffActor, rule: SegmentRule): Promise<Answer<'segments.preview'>> {
    await this.refuseFaulty(rule);
    const where = allOf([shopScope(me), ruleSql(rule, this.clock.now())]);
    const [counted] = await this.db.query<{ shops: number; people: number | null }>(
      `SELECT COUNT(*) AS shops, SUM(shop.member_count) AS people FROM shop WHERE ${where.sql}`,
      where.params,
    );
    const sample = await shopRows(this.db, where, 'id', SAMPLE);
    return { shops: counted?.shops ?? 0, people: counted?.people ?? 0, sample };
  }

  /** The totals of a segment are everybody's; its shops are those that the actor may see. */
  async shops(me: StaffActor, { id, limit, cursor }: Input<'segments.shops'>): Promise<Answer<'segments.shops'>> {
    const after = decodeCursor(cursor, ['number'])?.[0] ?? 0;
    const known = await this.db.query('SELECT id FROM segment WHERE id = ? AND removed_at IS NULL', [id]);
    if (known.length === 0) throw new NotFound();
    const belongs = { sql: 'EXISTS (SELECT 1 FROM segment_shop x WHERE x.shop_id = shop.id AND x.segment_id = ?)', params: [id] };
    const where = allOf([shopScope(me), belongs, { sql: 'shop.id > ?', params: [after] }]);
    const page = pageOfRows(await shopRows(this.db, where, 'id', limit + 1), limit, (row) => [row.id]);
    return { items: page.rows, next: page.next };
  }

  private async refuseFaulty(rule: SegmentRule): Promise<void> {
    const faults = ruleFaults(rule, await ruleGrounds(this.db, rule));
    if (faults.length > 0) throw new Refused('segment_rule_invalid', faults);
  }

  private async lock(tx: Tx, id: number): Promise<SegmentRow> {
    const [row] = await tx.query<SegmentRow>(`${SEGMENT_ROWS} AND id = ?${forUpdate(tx)}`, [id]);
    if (!row) throw new NotFound();
    return row;
  }

  /** Makes rows and totals right, now and once more when every change of shops that began before is over. */
  private async settle(tx: Tx, id: number, byRule: boolean): Promise<void> {
    await this.membership.refreshSegment(tx, id);
    await this.events.publish(tx, new SegmentChanged(id));
    if (byRule) await this.jobs.add(tx, REFRESH_SEGMENT, { segmentId: id }, { at: this.clock.now() + SETTLED_MS });
  }

  private async addShops(tx: Tx, me: StaffActor, id: number, shopIds: readonly number[], field: string): Promise<void> {
    const seen = await this.seen(tx, me, shopIds);
    const unknown = shopIds.findIndex((shopId) => !seen.has(shopId));
    if (unknown >= 0) throw new Invalid({ field: `${field}.${unknown}`, rule: 'not_found', zh: '没有这家门店' });
    await insertMany(
      tx,
      'segment_shop',
      ['segment_id', 'shop_id'],
      [...seen].map((shopId) => [id, shopId]),
      { ignore: true },
    );
  }

  /** Shops that the actor doesn't see stay where they are. */
  private async removeShops(tx: Tx, me: StaffActor, id: number, shopIds: readonly number[]): Promise<void> {
    const seen = [...(await this.seen(tx, me, shopIds))];
    for (let at = 0; at < seen.length; at += CHUNK) {
      const ids = inList(seen.slice(at, at + CHUNK));
      await tx.execute(`DELETE FROM segment_shop WHERE segment_id = ? AND shop_id IN ${ids.sql}`, [id, ...ids.params]);
    }
  }

  private async seen(tx: Tx, me: StaffActor, shopIds: readonly number[]): Promise<Set<number>> {
    const scope = shopScope(me);
    const seen = new Set<number>();
    for (let at = 0; at < shopIds.length; at += CHUNK) {
      const ids = inList(shopIds.slice(at, at + CHUNK));
      const rows = await tx.query<{ id: number }>(`SELECT id FROM shop WHERE id IN ${ids.sql} AND ${scope.sql}`, [
        ...ids.params,
        ...scope.params,
      ]);
      for (const row of rows) seen.add(row.id);
    }
    return seen;
  }
}

function refuseWrongKind(kind: SegmentRow['kind'], given: { rule?: unknown; addShopIds?: unknown; removeShopIds?: unknown }): void {
  if (kind === 'manual' && given.rule !== undefined) throw new Invalid({ field: 'rule', rule: 'other', zh: '这是手工分群，不能设规则' });
  const byHand = given.addShopIds !== undefined ? 'addShopIds' : given.removeShopIds !== undefined ? 'removeShopIds' : null;
  if (kind === 'rule' && byHand !== null) throw new Invalid({ field: byHand, rule: 'other', zh: '这是规则分群，门店由规则决定' });
}
