import { Injectable } from '@nestjs/common';
import { Database, inList, type Tx } from '../../platform/database/database';
import type { Viewpoint } from '../viewpoint';
import { type Category, idsOf } from './category-tree';

const FRESH_MS = 5_000;
type Count = { id: number; n: number };

/** How many products are listed in each category. Counted for everybody at once; what is hidden from a shop is taken off for it. */
@Injectable()
export class CategoryCounts {
  private seen: { counts: Map<number, number>; until: number } | null = null;

  constructor(private readonly db: Database) {}

  /** With what is in the categories below. */
  async of(view: Viewpoint, categories: readonly Category[]): Promise<Map<number, number>> {
    const [listed, hidden] = await Promise.all([this.listed(), this.hiddenFrom(view)]);
    const totals = new Map<number, number>();
    for (const { id, path } of categories) {
      const own = (listed.get(id) ?? 0) - (hidden.get(id) ?? 0);
      for (const above of idsOf(path)) totals.set(above, (totals.get(above) ?? 0) + own);
    }
    return totals;
  }

  /** After products were listed, taken off or moved. */
  forget(tx: Tx): void {
    tx.afterCommit(() => {
      this.seen = null;
    });
  }

  private async listed(): Promise<Map<number, number>> {
    if (!this.seen || this.seen.until < Date.now()) {
      const rows = await this.db.query<Count>(
        'SELECT category_id AS id, COUNT(*) AS n FROM product WHERE is_listed = 1 GROUP BY category_id',
      );
      this.seen = { counts: byId(rows), until: Date.now() + FRESH_MS };
    }
    return this.seen.counts;
  }

  private async hiddenFrom({ staff, segmentIds }: Viewpoint): Promise<Map<number, number>> {
    if (staff || segmentIds.length === 0) return new Map();
    const segments = inList(segmentIds);
    return byId(
      await this.db.query<Count>(
        `SELECT category_id AS id, COUNT(*) AS n FROM product p WHERE p.is_listed = 1 AND p.id IN
           (SELECT h.product_id FROM product_hidden_segment h WHERE h.segment_id IN ${segments.sql}) GROUP BY category_id`,
        segments.params,
      ),
    );
  }
}

const byId = (rows: Count[]): Map<number, number> => new Map(rows.map(({ id, n }) => [id, Number(n)]));
