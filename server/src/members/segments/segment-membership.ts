import { matchesRule, type SegmentRule } from '@dianquan/shared/segment-rule';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { forUpdate, inList, insertMany, type Tx } from '../../platform/database/sql';
import { Events, OnEvent } from '../../platform/jobs/events';
import { Scheduled } from '../../platform/jobs/scheduled';
import { ShopChanged } from '../events';
import { ruleSql } from './rule-sql';
import { SegmentChanged } from './segment-changed';
import { type KnownShop, knownShops } from './shop-facts';

const HOUR_MS = 3_600_000;
const CHUNK = 500;

type RuleSegment = { id: number; rule: SegmentRule };
type Deltas = Map<number, { shops: number; people: number }>;

/**
 * Keeps `segment_shop` equal to what the rules say, and the kept totals equal to `segment_shop`. A change of shops is followed at once,
 * in its own transaction, by judging those shops in memory against every rule; a change of a rule by one statement over all shops. What
 * only time changes (days since the last order) is caught up with every hour, and so is anything that went by unseen.
 */
@Injectable()
export class SegmentMembership {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly events: Events,
  ) {}

  @OnEvent(ShopChanged)
  async onShopChanged({ shopIds }: ShopChanged, tx: Tx): Promise<void> {
    await this.refreshShops(tx, shopIds);
  }

  async refreshShops(tx: Tx, shopIds: readonly number[]): Promise<void> {
    if (shopIds.length === 0) return;
    const segments = await this.ruleSegments(tx);
    const ids = [...new Set(shopIds)].sort((a, b) => a - b);
    const deltas: Deltas = new Map();
    const contested = new Set<number>();
    for (let at = 0; at < ids.length; at += CHUNK) await this.refreshChunk(tx, ids.slice(at, at + CHUNK), segments, deltas, contested);
    await this.addToTotals(tx, deltas);
    for (const id of [...contested].sort((a, b) => a - b)) await this.recount(tx, id);
  }

  private async refreshChunk(
    tx: Tx,
    shopIds: readonly number[],
    segments: RuleSegment[],
    deltas: Deltas,
    contested: Set<number>,
  ): Promise<void> {
    const shops = await knownShops(tx, shopIds);
    const ids = inList(shopIds);
    const rows = await tx.query<{ segment_id: number; shop_id: number }>(
      `SELECT segment_id, shop_id FROM segment_shop WHERE shop_id IN ${ids.sql}`,
      ids.params,
    );
    const segmentsOf = new Map<number, Set<number>>(shopIds.map((id) => [id, new Set()]));
    for (const { segment_id, shop_id } of rows) segmentsOf.get(shop_id)?.add(segment_id);
    const entering: [number, number][] = [];
    const leaving = new Map<number, number[]>();
    for (const shop of shops) {
      const before = segmentsOf.get(shop.id) ?? new Set();
      for (const segmentId of before) add(deltas, segmentId, 0, shop.people - shop.countedPeople);
      for (const change of this.changes(shop, before, segments)) {
        add(deltas, change.segmentId, change.enters ? 1 : -1, change.enters ? shop.people : -shop.people);
        if (change.enters) entering.push([change.segmentId, shop.id]);
        else leaving.set(change.segmentId, [...(leaving.get(change.segmentId) ?? []), shop.id]);
      }
    }
    let moved = 0;
    for (const [segmentId, gone] of leaving) {
      const left = inList(gone);
      const { affected } = await tx.execute(`DELETE FROM segment_shop WHERE segment_id = ? AND shop_id IN ${left.sql}`, [
        segmentId,
        ...left.params,
      ]);
      moved += affected - gone.length;
    }
    moved += (await insertMany(tx, 'segment_shop', ['segment_id', 'shop_id'], entering, { ignore: true })) - entering.length;
    // Somebody who changed a rule meanwhile has moved some of them already, and counted them.
    if (moved !== 0) for (const segmentId of deltas.keys()) contested.add(segmentId);
    const recounted = inList(shops.filter((shop) => shop.people !== shop.countedPeople).map((shop) => shop.id));
    if (recounted.params.length === 0) return;
    await tx.execute(`UPDATE shop SET counted_people = member_count WHERE id IN ${recounted.sql}`, recounted.params);
  }

  private changes(shop: KnownShop, before: ReadonlySet<number>, segments: RuleSegment[]): { segmentId: number; enters: boolean }[] {
    const now = this.clock.now();
    return segments.flatMap(({ id, rule }) => {
      const belongs = matchesRule(rule, shop.facts, now);
      return belongs === before.has(id) ? [] : [{ segmentId: id, enters: belongs }];
    });
  }

  /** In the order of ids, so that two transactions never wait for each other. */
  private async addToTotals(tx: Tx, deltas: Deltas): Promise<void> {
    for (const [segmentId, { shops, people }] of [...deltas].sort(([a], [b]) => a - b)) {
      if (shops === 0 && people === 0) continue;
      await tx.execute(`UPDATE segment SET shops = ${plus('shops')}, people = ${plus('people')} WHERE id = ?`, [
        shops,
        shops,
        people,
        people,
        segmentId,
      ]);
    }
  }

  /**
   * After a change of the segment itself. Set-based, and answers whether anything was different. The segment's row is locked first:
   * whoever adds to its totals meanwhile does so after they have been counted, and was not counted.
   */
  async refreshSegment(tx: Tx, segmentId: number): Promise<boolean> {
    const [segment] = await tx.query<{ rule: string | null }>(
      `SELECT rule FROM segment WHERE id = ? AND removed_at IS NULL${forUpdate(tx)}`,
      [segmentId],
    );
    if (!segment) return false;
    const changed = segment.rule === null ? 0 : await this.applyRule(tx, segmentId, JSON.parse(segment.rule));
    await this.recount(tx, segmentId);
    return changed > 0;
  }

  private async applyRule(tx: Tx, segmentId: number, rule: SegmentRule): Promise<number> {
    const where = ruleSql(rule, this.clock.now());
    const gone = await tx.execute(
      `DELETE FROM segment_shop WHERE segment_id = ?
         AND NOT EXISTS (SELECT 1 FROM shop WHERE shop.id = segment_shop.shop_id AND ${where.sql})`,
      [segmentId, ...where.params],
    );
    const come = await tx.execute(
      `INSERT ${tx.engine === 'mysql' ? '' : 'OR '}IGNORE INTO segment_shop (segment_id, shop_id) SELECT ?, shop.id FROM shop WHERE ${where.sql}
         AND NOT EXISTS (SELECT 1 FROM segment_shop x WHERE x.segment_id = ? AND x.shop_id = shop.id)`,
      [segmentId, ...where.params, segmentId],
    );
    return gone.affected + come.affected;
  }

  private async recount(tx: Tx, segmentId: number): Promise<void> {
    await tx.query(`SELECT id FROM segment WHERE id = ?${forUpdate(tx)}`, [segmentId]);
    const [counted] = await tx.query<{ shops: number; people: number | null }>(
      `SELECT COUNT(*) AS shops, SUM(shop.counted_people) AS people FROM segment_shop x JOIN shop ON shop.id = x.shop_id WHERE x.segment_id = ?`,
      [segmentId],
    );
    await tx.execute('UPDATE segment SET shops = ?, people = ? WHERE id = ?', [counted?.shops ?? 0, counted?.people ?? 0, segmentId]);
  }

  /** Idempotent: it makes the rows what they should be, whatever they are. */
  @Scheduled('segments.refresh', { everyMs: HOUR_MS })
  async refreshAll(): Promise<void> {
    await this.db.execute('UPDATE shop SET counted_people = member_count WHERE counted_people <> member_count');
    const segments = await this.db.query<{ id: number }>('SELECT id FROM segment WHERE removed_at IS NULL ORDER BY id');
    for (const { id } of segments) {
      await this.db.transaction(async (tx) => {
        if (await this.refreshSegment(tx, id)) await this.events.publish(tx, new SegmentChanged(id));
      });
    }
  }

  private async ruleSegments(tx: Tx): Promise<RuleSegment[]> {
    const rows = await tx.query<{ id: number; rule: string }>(
      `SELECT id, rule FROM segment WHERE kind = 'rule' AND removed_at IS NULL ORDER BY id`,
    );
    return rows.map(({ id, rule }) => ({ id, rule: JSON.parse(rule) as SegmentRule }));
  }
}

/** Totals are unsigned; one that was wrong before must not stop the change that finds it out. */
const plus = (column: string): string => `CASE WHEN CAST(${column} AS SIGNED) + ? > 0 THEN CAST(${column} AS SIGNED) + ? ELSE 0 END`;

function add(deltas: Deltas, segmentId: number, shops: number, people: number): void {
  const delta = deltas.get(segmentId) ?? { shops: 0, people: 0 };
  deltas.set(segmentId, { shops: delta.shops + shops, people: delta.people + people });
}
