import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AccountErased } from '../members/events';
import { OwnData } from '../members/people/own-data';
import { SegmentUsers } from '../members/segments/segment-users';
import { Database, inList, type Sql, type Tx } from '../platform/database/database';
import { FileGates } from '../platform/files/file-gates';
import type { Actor } from '../platform/http/actor';
import { OnEvent } from '../platform/jobs/events';
import { TradeSettingsStore } from './settings/trade-settings';
import { visibleTo } from './skus/sku-rows';
import { Viewpoints } from './viewpoint';

/** What this room adds to questions that rooms below ask: its pictures, what it holds about a person. */
@Injectable()
export class CatalogueUses implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly viewpoints: Viewpoints,
    private readonly gates: FileGates,
    private readonly own: OwnData,
    private readonly segments: SegmentUsers,
    private readonly settings: TradeSettingsStore,
  ) {}

  onModuleInit(): void {
    this.gates.register({ kind: 'product', may: (actor, id) => this.maySee(actor, id) });
    this.own.register({ key: 'favourites', collect });
    this.segments.register(this);
  }

  /** Without its segment a hidden product would show, a price level would fall away, and stock would be told to whom it was not meant. */
  async countUses(segmentIds: readonly number[]): Promise<Map<number, { catalogue: number }>> {
    const ids = inList(segmentIds);
    const rows = await this.db.query<{ id: number; n: number }>(
      `SELECT segment_id AS id, COUNT(*) AS n FROM
         (SELECT segment_id FROM product_hidden_segment UNION ALL SELECT segment_id FROM price_level_segment) x
       WHERE segment_id IN ${ids.sql} GROUP BY segment_id`,
      ids.params,
    );
    const uses = new Map(rows.map(({ id, n }) => [id, Number(n)]));
    const { stockDisplay } = await this.settings.get(this.db);
    for (const { segmentId } of stockDisplay.segments) uses.set(segmentId, (uses.get(segmentId) ?? 0) + 1);
    return new Map(segmentIds.map((id) => [id, { catalogue: uses.get(id) ?? 0 }]));
  }

  @OnEvent(AccountErased)
  async onErased({ accountId }: AccountErased, tx: Tx): Promise<void> {
    await tx.execute('DELETE FROM favourite WHERE account_id = ?', [accountId]);
  }

  private async maySee(actor: Actor, productId: number): Promise<boolean> {
    const visible = visibleTo(await this.viewpoints.of(this.db, actor));
    const found = await this.db.query(`SELECT p.id FROM product p WHERE p.id = ? AND ${visible.sql}`, [productId, ...visible.params]);
    return found.length > 0;
  }
}

async function collect(sql: Sql, accountId: number): Promise<unknown> {
  const rows = await sql.query<{ name: string; spec: string; quantity: number; unit: string; addedAt: number }>(
    `SELECT p.name, s.spec, f.quantity, f.unit, f.added_at AS addedAt FROM favourite f JOIN sku s ON s.id = f.sku_id
       JOIN product p ON p.id = s.product_id WHERE f.account_id = ? ORDER BY f.added_at, f.sku_id`,
    [accountId],
  );
  return rows.map(({ addedAt, ...row }) => ({ ...row, addedAt: new Date(addedAt).toISOString() }));
}
