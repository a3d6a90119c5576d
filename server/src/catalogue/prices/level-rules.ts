import { Injectable } from '@nestjs/common';
import { inList, type Sql } from '../../platform/database/sql';

/** What a level says: fen by SKU, permille by product, category and brand (ids as text). */
export type LevelRules = Record<'product' | 'category' | 'brand', Map<string, number>> & { sku: Map<number, number> };
type Versioned = { id: number; version: number };

/**
 * The rules of price levels, kept in memory for as long as the level has the version that they were read under: every change of a
 * level's rules gives it a new one in the same transaction. What is asked of the database at each order is only the version.
 */
@Injectable()
export class LevelRulesStore {
  private known = new Map<number, { version: number; rules: LevelRules }>();

  /** For whoever has just read these versions. Rules that are newer than that are as good. */
  async of(sql: Sql, levels: readonly Versioned[]): Promise<Map<number, LevelRules>> {
    const fresh = levels.filter(({ id, version }) => this.known.get(id)?.version !== version);
    const read = fresh.length === 0 ? new Map<number, LevelRules>() : await rulesOf(sql, fresh);
    for (const { id, version } of fresh) {
      const rules = read.get(id);
      if (rules) this.known.set(id, { version, rules });
    }
    return new Map(
      levels.flatMap(({ id }): [number, LevelRules][] => {
        const rules = read.get(id) ?? this.known.get(id)?.rules;
        return rules ? [[id, rules]] : [];
      }),
    );
  }

  /** Of levels that are gone. */
  keepOnly(levels: readonly Versioned[]): void {
    if (this.known.size <= levels.length) return;
    const left = new Set(levels.map(({ id }) => id));
    for (const id of this.known.keys()) if (!left.has(id)) this.known.delete(id);
  }
}

async function rulesOf(sql: Sql, levels: readonly Versioned[]): Promise<Map<number, LevelRules>> {
  const ids = inList(levels.map(({ id }) => id));
  const [prices, discounts] = await Promise.all([
    sql.query<{ levelId: number; skuId: number; fen: number }>(
      `SELECT price_level_id AS levelId, sku_id AS skuId, fen FROM price_level_sku WHERE price_level_id IN ${ids.sql}`,
      ids.params,
    ),
    sql.query<{ levelId: number; kind: 'product' | 'category' | 'brand'; subject: string; permille: number }>(
      `SELECT price_level_id AS levelId, kind, subject, permille FROM price_level_discount WHERE price_level_id IN ${ids.sql}`,
      ids.params,
    ),
  ]);
  const rules = new Map(
    levels.map(({ id }) => [id, { sku: new Map(), product: new Map(), category: new Map(), brand: new Map() } as LevelRules]),
  );
  for (const { levelId, skuId, fen } of prices) rules.get(levelId)?.sku.set(skuId, fen);
  for (const { levelId, kind, subject, permille } of discounts) rules.get(levelId)?.[kind].set(subject, permille);
  return rules;
}
