import type { TradeSettings } from '@dianquan/shared/contract/prices';
import { groupBy } from '@dianquan/shared/group-by';
import type { PriceFacts } from '@dianquan/shared/price';
import { Injectable } from '@nestjs/common';
import { ShopsPriceFacts } from '../../catalogue/prices/shops-price-facts';
import { TradeSettingsStore } from '../../catalogue/settings/trade-settings';
import { type SkuRow, Skus } from '../../catalogue/skus/sku-rows';
import { inList, type Tx } from '../../platform/database/sql';
import type { OrderAddress } from '../order-rows';
import { WorkflowStore, type WorkflowVersion } from '../workflow/workflow-store';
import type { PlaceCommand } from './place-command';

export type BuyingShop = {
  id: number;
  name: string;
  level: string | null;
  ownerStaffId: number | null;
  regionCode: string | null;
  address: string | null;
  phone: string | null;
  people: number;
};
type AddressRow = OrderAddress & { id: number; shopId: number; isDefault: number };
export type Cart = { id: number; accountId: number; shopId: number };
/** All that is asked of the database before anything is decided, for orders that come together. */
export type BatchFacts = {
  now: number;
  settings: TradeSettings;
  version: WorkflowVersion;
  shops: Map<number, BuyingShop>;
  segmentsOf(shopId: number): number[];
  /** Undefined for what doesn't exist for the shop. */
  skuFor(shopId: number, skuId: number): SkuRow | undefined;
  priceFacts(shopId: number, sku: SkuRow): PriceFacts;
  addressesOf(shopId: number): AddressRow[];
  cartOf(accountId: number, shopId: number): Cart | undefined;
};

/** A fixed number of statements, however many orders: which shop, which SKUs, at which price, to where. */
@Injectable()
export class BatchFactsReader {
  constructor(
    private readonly skus: Skus,
    private readonly prices: ShopsPriceFacts,
    private readonly settings: TradeSettingsStore,
    private readonly workflows: WorkflowStore,
  ) {}

  async read(tx: Tx, commands: readonly PlaceCommand[], now: number): Promise<BatchFacts> {
    const shopIds = [...new Set(commands.map(({ shopId }) => shopId))];
    const { shops, segments } = await shopsOf(tx, shopIds);
    const skuIds = commands.flatMap(({ input }) => input.lines.map(({ skuId }) => skuId));
    const skus = await this.skus.find(tx, { staff: true, segmentIds: [] }, skuIds);
    const hidden = await hiddenFrom(tx, [...new Set([...skus.values()].map(({ productId }) => productId))]);
    const segmentsOfShop = (shopId: number) => segments.get(shopId) ?? [];
    const skuFor = (shopId: number, skuId: number): SkuRow | undefined => {
      const sku = skus.get(skuId);
      const from = sku && hidden.get(sku.productId);
      return from && segmentsOfShop(shopId).some((id) => from.has(id)) ? undefined : sku;
    };
    const settings = await this.settings.get(tx);
    const wanted = commands.map(({ shopId, input }) => ({
      view: { shopId, shopLevel: shops.get(shopId)?.level ?? null, segmentIds: segmentsOfShop(shopId) },
      skus: input.lines.flatMap(({ skuId }) => skuFor(shopId, skuId) ?? []),
    }));
    const addresses = await addressesOf(tx, shopIds);
    const carts = await cartsOf(tx, commands);
    return {
      now,
      settings,
      version: await this.workflows.current(tx),
      shops,
      segmentsOf: segmentsOfShop,
      skuFor,
      priceFacts: await this.prices.load(tx, wanted, settings, now),
      addressesOf: (shopId) => addresses.get(shopId) ?? [],
      cartOf: (accountId, shopId) => carts.find((cart) => cart.accountId === accountId && cart.shopId === shopId),
    };
  }
}

async function shopsOf(tx: Tx, ids: readonly number[]): Promise<{ shops: Map<number, BuyingShop>; segments: Map<number, number[]> }> {
  const wanted = inList(ids);
  const rows = await tx.query<BuyingShop & { segmentId: number | null }>(
    `SELECT s.id, s.name, s.level, s.owner_staff_id AS ownerStaffId, s.region_code AS regionCode, s.address, s.phone,
       s.member_count AS people, g.segment_id AS segmentId
     FROM shop s LEFT JOIN segment_shop g ON g.shop_id = s.id WHERE s.id IN ${wanted.sql}`,
    wanted.params,
  );
  const segments = new Map<number, number[]>();
  for (const { id, segmentId } of rows) segments.set(id, [...(segments.get(id) ?? []), ...(segmentId === null ? [] : [segmentId])]);
  return { shops: new Map(rows.map(({ segmentId: _, ...row }) => [row.id, row])), segments };
}

async function hiddenFrom(tx: Tx, productIds: readonly number[]): Promise<Map<number, Set<number>>> {
  const wanted = inList(productIds);
  const rows = await tx.query<{ productId: number; segmentId: number }>(
    `SELECT product_id AS productId, segment_id AS segmentId FROM product_hidden_segment WHERE product_id IN ${wanted.sql}`,
    wanted.params,
  );
  return new Map(
    [...groupBy(rows, ({ productId }) => productId)].map(([productId, of]) => [productId, new Set(of.map(({ segmentId }) => segmentId))]),
  );
}

async function addressesOf(tx: Tx, shopIds: readonly number[]): Promise<Map<number, AddressRow[]>> {
  const wanted = inList(shopIds);
  const rows = await tx.query<AddressRow>(
    `SELECT id, shop_id AS shopId, contact, phone, region_code AS regionCode, address, is_default AS isDefault
     FROM delivery_address WHERE shop_id IN ${wanted.sql} AND removed_at IS NULL ORDER BY shop_id, id`,
    wanted.params,
  );
  return groupBy(rows, ({ shopId }) => shopId);
}

async function cartsOf(tx: Tx, commands: readonly PlaceCommand[]): Promise<Cart[]> {
  const clearing = commands.filter(({ input }) => input.clearCart);
  if (clearing.length === 0) return [];
  const accounts = inList([...new Set(clearing.map(({ me }) => me.accountId))]);
  const shops = inList([...new Set(clearing.map(({ shopId }) => shopId))]);
  return tx.query<Cart>(
    `SELECT id, account_id AS accountId, shop_id AS shopId FROM cart WHERE account_id IN ${accounts.sql} AND shop_id IN ${shops.sql}`,
    [...accounts.params, ...shops.params],
  );
}
