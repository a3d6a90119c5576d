import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { FieldFault } from '@dianquan/shared/errors';
import { Injectable } from '@nestjs/common';
import { shopScope } from '../../members/shop-scope';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database, type Tx } from '../../platform/database/database';
import { type Fragment, forUpdate, inList, insertMany } from '../../platform/database/sql';
import { Invalid, NotFound } from '../../platform/errors';
import type { StaffActor } from '../../platform/http/actor';
import { type BelowFloor, refuseBelowFloor } from './floors';
import { priceLevelViews } from './price-level-views';
import { lockedSkus } from './sku-prices';

type Fields = Omit<Input<'priceLevels.update'>, 'id'>;
type Rule = NonNullable<Fields['rules']>[number];
type LevelView = Answer<'priceLevels.update'>;

const PARTS = ['price_level_sku', 'price_level_discount', 'price_level_segment', 'shop_price_level'];

/** Price levels: who has one, and what it says about which goods. */
@Injectable()
export class PriceLevelsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  async list(): Promise<Answer<'priceLevels.list'>> {
    return { items: await priceLevelViews(this.db) };
  }

  async create(me: StaffActor, { name, position = 0, permille = null, shopLevels = [], ...parts }: Input<'priceLevels.create'>) {
    const id = await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { insertId } = await tx.execute(
        'INSERT INTO price_level (name, position, permille, shop_levels, version, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
        [name, position, permille, lettersOf(shopLevels), now, now, now],
      );
      await this.setParts(tx, me, insertId, parts);
      await this.audit.record(tx, me, 'priceLevels.create', `priceLevel:${insertId}`, {
        ...{ name, position, permille, shopLevels },
        ...summaryOf(parts),
      });
      return insertId;
    });
    return this.view(id);
  }

  async update(me: StaffActor, { id, ...fields }: Input<'priceLevels.update'>): Promise<LevelView> {
    await this.db.transaction(async (tx) => {
      const [level] = await tx.query<{ name: string; position: number; permille: number | null; shop_levels: string }>(
        `SELECT name, position, permille, shop_levels FROM price_level WHERE id = ?${forUpdate(tx)}`,
        [id],
      );
      if (!level) throw new NotFound();
      const now = this.clock.now();
      // A version that there never was, of this level or of one that had its id before.
      await tx.execute(
        `UPDATE price_level SET version = CASE WHEN version < ? THEN ? ELSE version + 1 END, name = ?, position = ?, permille = ?,
           shop_levels = ?, updated_at = ? WHERE id = ?`,
        [
          now,
          now,
          fields.name ?? level.name,
          fields.position ?? level.position,
          fields.permille === undefined ? level.permille : fields.permille,
          fields.shopLevels === undefined ? level.shop_levels : lettersOf(fields.shopLevels),
          now,
          id,
        ],
      );
      await this.setParts(tx, me, id, fields);
      await this.audit.record(tx, me, 'priceLevels.update', `priceLevel:${id}`, summaryOf(fields));
    });
    return this.view(id);
  }

  /** @throws NotFound */
  async remove(me: StaffActor, id: number): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [level] = await tx.query<{ name: string }>(`SELECT name FROM price_level WHERE id = ?${forUpdate(tx)}`, [id]);
      if (!level) throw new NotFound();
      for (const table of PARTS) await tx.execute(`DELETE FROM ${table} WHERE price_level_id = ?`, [id]);
      await tx.execute('DELETE FROM price_level WHERE id = ?', [id]);
      await this.audit.record(tx, me, 'priceLevels.remove', `priceLevel:${id}`, { name: level.name });
    });
  }

  private async view(id: number): Promise<LevelView> {
    const [view] = await priceLevelViews(this.db, [id]);
    if (!view) throw new NotFound();
    return view;
  }

  private async setParts(tx: Tx, me: StaffActor, id: number, { segmentIds, rules, addShopIds, removeShopIds }: Fields): Promise<void> {
    if (segmentIds) await this.setSegments(tx, id, [...new Set(segmentIds)]);
    if (rules) await setRules(tx, id, rules);
    if (removeShopIds?.length) {
      const shops = inList(await shopsOf(tx, me, removeShopIds, 'removeShopIds'));
      await tx.execute(`DELETE FROM shop_price_level WHERE price_level_id = ? AND shop_id IN ${shops.sql}`, [id, ...shops.params]);
    }
    if (addShopIds?.length) {
      const shops = await shopsOf(tx, me, addShopIds, 'addShopIds');
      const rows = shops.map((shopId) => [shopId, id]);
      await insertMany(tx, 'shop_price_level', ['shop_id', 'price_level_id'], rows, { ignore: true });
    }
  }

  private async setSegments(tx: Tx, id: number, segmentIds: readonly number[]): Promise<void> {
    await existing(tx, 'segment', segmentIds, (i) => ({ field: `segmentIds.${i}`, zh: '分群不存在' }));
    await tx.execute('DELETE FROM price_level_segment WHERE price_level_id = ?', [id]);
    const rows = segmentIds.map((segmentId) => [id, segmentId]);
    await insertMany(tx, 'price_level_segment', ['price_level_id', 'segment_id'], rows);
  }
}

/** The rules given take the place of those there were. */
async function setRules(tx: Tx, levelId: number, rules: readonly Rule[]): Promise<void> {
  const subjects = rules.map(subjectOf);
  const again = firstRepeated(subjects);
  if (again >= 0) throw new Invalid({ field: `rules.${again}`, rule: 'not_unique', zh: '同一对象只能有一条规则' });
  const prices = rules.flatMap((rule, i) => (rule.kind === 'sku' ? [{ ...rule, i }] : []));
  const skus = await lockedSkus(
    tx,
    prices.map(({ skuId }) => skuId),
  );
  const below: BelowFloor[] = [];
  for (const { skuId, fen, i } of prices) {
    const sku = skus.get(skuId);
    if (!sku) throw new Invalid({ field: `rules.${i}.skuId`, rule: 'not_found', zh: '商品规格不存在' });
    if (sku.floorFen !== null && fen < sku.floorFen)
      below.push({ skuId, skuCode: sku.code, kind: 'level', name: null, fen, floorFen: sku.floorFen });
  }
  for (const [kind, table, zh] of [
    ['product', 'product', '商品不存在'],
    ['category', 'category', '分类不存在'],
  ] as const) {
    const named = rules.flatMap((rule, i) =>
      rule.kind === kind ? [{ id: rule.kind === 'product' ? rule.productId : rule.categoryId, field: `rules.${i}.${kind}Id` }] : [],
    );
    await existing(
      tx,
      table,
      named.map(({ id }) => id),
      (i) => ({ field: named[i]?.field ?? 'rules', zh }),
    );
  }
  refuseBelowFloor(below);
  await tx.execute('DELETE FROM price_level_sku WHERE price_level_id = ?', [levelId]);
  await tx.execute('DELETE FROM price_level_discount WHERE price_level_id = ?', [levelId]);
  await insertMany(
    tx,
    'price_level_sku',
    ['price_level_id', 'sku_id', 'fen'],
    prices.map(({ skuId, fen }) => [levelId, skuId, fen]),
  );
  await insertMany(
    tx,
    'price_level_discount',
    ['price_level_id', 'kind', 'subject', 'permille'],
    rules.flatMap((rule) =>
      rule.kind === 'sku' ? [] : [[levelId, rule.kind, subjectOf(rule).split(' ').slice(1).join(' '), rule.permille]],
    ),
  );
}

function subjectOf(rule: Rule): string {
  if (rule.kind === 'sku') return `sku ${rule.skuId}`;
  if (rule.kind === 'product') return `product ${rule.productId}`;
  return rule.kind === 'category' ? `category ${rule.categoryId}` : `brand ${rule.brand}`;
}

function firstRepeated(texts: readonly string[]): number {
  const seen = new Set<string>();
  return texts.findIndex((text) => seen.size === seen.add(text).size);
}

/** @throws Invalid at the first id that isn't there */
async function existing(
  tx: Tx,
  table: 'segment' | 'product' | 'category',
  ids: readonly number[],
  fault: (i: number) => Pick<FieldFault, 'field' | 'zh'>,
): Promise<void> {
  const wanted = inList([...new Set(ids)]);
  const rows = await tx.query<{ id: number }>(`SELECT id FROM ${table} WHERE id IN ${wanted.sql}`, wanted.params);
  const known = new Set(rows.map(({ id }) => id));
  const missing = ids.findIndex((id) => !known.has(id));
  if (missing >= 0) throw new Invalid({ ...fault(missing), rule: 'not_found' });
}

/** @throws Invalid for a shop that isn't there or isn't the actor's to see */
async function shopsOf(tx: Tx, me: StaffActor, shopIds: readonly number[], field: string): Promise<number[]> {
  const scope: Fragment = shopScope(me);
  const wanted = inList([...new Set(shopIds)]);
  const rows = await tx.query<{ id: number }>(`SELECT id FROM shop WHERE id IN ${wanted.sql} AND ${scope.sql}`, [
    ...wanted.params,
    ...scope.params,
  ]);
  const known = new Set(rows.map(({ id }) => id));
  const missing = shopIds.findIndex((id) => !known.has(id));
  if (missing >= 0) throw new Invalid({ field: `${field}.${missing}`, rule: 'not_found', zh: '门店不存在' });
  return [...known];
}

const lettersOf = (levels: readonly string[]): string => [...new Set(levels)].sort().join('');

/** Rules may be thousands: the log keeps how many of each kind. */
function summaryOf({ rules, ...rest }: Fields): object {
  if (rules === undefined) return rest;
  const counts: Record<string, number> = {};
  for (const { kind } of rules) counts[kind] = (counts[kind] ?? 0) + 1;
  return { ...rest, rules: counts };
}
