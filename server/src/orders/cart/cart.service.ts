import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { CartView } from '@dianquan/shared/contract/cart';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { insertMany, type Tx, upsertMany } from '../../platform/database/sql';
import { Invalid, Refused } from '../../platform/errors';
import type { Actor } from '../../platform/http/actor';
import { type Buyer, Buyers } from '../buyer';
import { type LineInput, totalOf } from '../lines/judge';
import { Quotes } from '../lines/quotes';
import { refusalOf } from '../placing/decide';
import { addCartLines, type CartRow, cartLines, findCart } from './cart-rows';

const MOST_LINES = 200;

/** One cart for each person and shop, the same on all their devices. It keeps what was put in; prices are those of the moment. */
@Injectable()
export class CartService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly buyers: Buyers,
    private readonly quotes: Quotes,
  ) {}

  async get(me: Actor, shopId?: number): Promise<CartView> {
    const buyer = await this.buyers.of(this.db, me, shopId);
    const cart = await findCart(this.db, me.accountId, buyer.shopId);
    return this.view(me, buyer, cart?.version ?? 0, cart ? await cartLines(this.db, cart.id) : []);
  }

  /** @throws Refused conflict when another device changed it after `version`; or what is wrong with a line that is new or changed */
  async put(me: Actor, { shopId, version, lines }: Input<'cart.put'>): Promise<CartView> {
    const buyer = await this.buyers.of(this.db, me, shopId);
    refuseTwice(lines);
    const before = await findCart(this.db, me.accountId, buyer.shopId);
    await this.refuseFaulty(buyer, lines, before ? await cartLines(this.db, before.id) : []);
    const next = await this.db.transaction(async (tx) => {
      const cart = await this.mine(tx, me.accountId, buyer.shopId);
      const { affected } = await tx.execute('UPDATE cart SET version = version + 1, updated_at = ? WHERE id = ? AND version = ?', [
        this.clock.now(),
        cart.id,
        version,
      ]);
      if (affected === 0) throw new Refused('conflict', { version: cart.version });
      await tx.execute('DELETE FROM cart_line WHERE cart_id = ?', [cart.id]);
      await addCartLines(tx, cart.id, lines, this.clock.now());
      return version + 1;
    });
    return this.view(me, buyer, next, lines);
  }

  /** One line, whatever other devices do to others; quantity 0 takes it out. */
  async setLine(me: Actor, { shopId, skuId, unit, quantity, note }: Input<'cart.setLine'>): Promise<Answer<'cart.setLine'>> {
    const buyer = await this.buyers.of(this.db, me, shopId);
    if (quantity > 0) await this.refuseFaulty(buyer, [{ skuId, unit, quantity, note: note ?? '' }], []);
    const { version, lines } = await this.db.transaction(async (tx) => {
      const cart = await this.mine(tx, me.accountId, buyer.shopId);
      const now = this.clock.now();
      await tx.execute('UPDATE cart SET version = version + 1, updated_at = ? WHERE id = ?', [now, cart.id]);
      if (quantity === 0) await tx.execute('DELETE FROM cart_line WHERE cart_id = ? AND sku_id = ? AND unit = ?', [cart.id, skuId, unit]);
      else
        await upsertMany(
          tx,
          'cart_line',
          ['cart_id', 'sku_id', 'unit', 'quantity', 'note', 'added_at'],
          [[cart.id, skuId, unit, quantity, note ?? '', now]],
          ['cart_id', 'sku_id', 'unit'],
          note === undefined ? ['quantity'] : ['quantity', 'note'],
        );
      const lines = await cartLines(tx, cart.id);
      if (lines.length > MOST_LINES)
        throw new Invalid({ field: 'skuId', rule: 'too_long', max: MOST_LINES, zh: `购物车最多放 ${MOST_LINES} 种商品，请先下单` });
      const [row] = await tx.query<{ version: number }>('SELECT version FROM cart WHERE id = ?', [cart.id]);
      return { version: row?.version ?? cart.version + 1, lines };
    });
    const cart = await this.view(me, buyer, version, lines);
    const line = cart.lines.find((one) => one.sku.id === skuId && one.unit === unit) ?? null;
    return { version, kinds: cart.kinds, totalFen: cart.totalFen, line };
  }

  private async view(me: Actor, { view, shopId }: Buyer, version: number, inputs: readonly LineInput[]): Promise<CartView> {
    const { lines } = await this.quotes.of(view, inputs);
    const shown = await this.quotes.views(me, view, lines);
    return { shopId, version, lines: shown, totalFen: totalOf(lines), kinds: shown.length };
  }

  /** The row is there afterwards; a new cart has version 0. */
  private async mine(tx: Tx, accountId: number, shopId: number): Promise<CartRow> {
    const columns = ['account_id', 'shop_id', 'version', 'updated_at'];
    // Locked and read anew: another device may have made it a moment ago.
    const known = await findCart(tx, accountId, shopId);
    if (!known) await insertMany(tx, 'cart', columns, [[accountId, shopId, 0, this.clock.now()]], { ignore: true });
    return (await findCart(tx, accountId, shopId, true)) as CartRow;
  }

  /** What lies in the cart already may stay there, though it went off sale meanwhile: taking it out is up to the person. */
  private async refuseFaulty(buyer: Buyer, lines: readonly LineInput[], before: readonly LineInput[]): Promise<void> {
    const isOld = (line: LineInput): boolean =>
      before.some(({ skuId, unit, quantity }) => skuId === line.skuId && unit === line.unit && quantity === line.quantity);
    const { lines: judged } = await this.quotes.of(buyer.view, lines);
    const refusal = refusalOf(
      judged.map((line) => (line.fault?.code === 'out_of_stock' || isOld(line.input) ? { ...line, fault: null } : line)),
    );
    if (refusal) throw refusal;
  }
}

function refuseTwice(lines: readonly LineInput[]): void {
  const seen = new Set<string>();
  for (const [i, { skuId, unit }] of lines.entries()) {
    const name = `${skuId} ${unit}`;
    if (seen.has(name)) throw new Invalid({ field: `lines.${i}.skuId`, rule: 'not_unique', zh: '同一商品同一单位请合并成一行' });
    seen.add(name);
  }
}
