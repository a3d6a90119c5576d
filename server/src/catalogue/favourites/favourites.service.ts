import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database, type SqlValue, upsertMany } from '../../platform/database/database';
import { NotFound, Refused } from '../../platform/errors';
import type { Actor, MemberActor } from '../../platform/http/actor';
import { decodeCursor, pageOfRows } from '../../platform/http/cursor';
import { Offers } from '../products/offers';
import { ProductPresenter } from '../products/product-presenter';
import { Skus, visibleTo } from '../skus/sku-rows';
import { Viewpoints } from '../viewpoint';
import { favouritesOf } from './favourites-of';

type Row = { skuId: number; quantity: number; unit: string; addedAt: number };
/** Of what several people of a shop keep, the newest counts. */
const NEWEST = `NOT EXISTS (SELECT 1 FROM favourite n WHERE n.shop_id = f.shop_id AND n.sku_id = f.sku_id
  AND (n.added_at > f.added_at OR (n.added_at = f.added_at AND n.account_id > f.account_id)))`;

@Injectable()
export class FavouritesService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly viewpoints: Viewpoints,
    private readonly skus: Skus,
    private readonly offers: Offers,
    private readonly presenter: ProductPresenter,
  ) {}

  /** Newest first. */
  async list(me: Actor, { shopId, limit, cursor }: Input<'favourites.list'>): Promise<Answer<'favourites.list'>> {
    const view = await this.viewpoints.of(this.db, me, shopId);
    const kept = favouritesOf(me, view);
    const visible = visibleTo(view);
    const after = decodeCursor(cursor, ['number', 'number']) as [number, number] | null;
    const [place, at]: [string, SqlValue[]] = after
      ? ['(f.added_at < ? OR (f.added_at = ? AND f.sku_id < ?))', [after[0], after[0], after[1]]]
      : ['(1 = 1)', []];
    const page = pageOfRows(
      await this.db.query<Row>(
        `SELECT f.sku_id AS skuId, f.quantity, f.unit, f.added_at AS addedAt FROM favourite f JOIN sku s ON s.id = f.sku_id
           JOIN product p ON p.id = s.product_id
         WHERE ${kept.sql} AND ${visible.sql} AND ${place} ${view.staff ? `AND ${NEWEST}` : ''}
         ORDER BY f.added_at DESC, f.sku_id DESC LIMIT ${limit + 1}`,
        [...kept.params, ...visible.params, ...at],
      ),
      limit,
      ({ addedAt, skuId }) => [addedAt, skuId],
    );
    const skus = await this.skus.find(
      this.db,
      view,
      page.rows.map(({ skuId }) => skuId),
    );
    const offers = await this.offers.of(view, [...skus.values()]);
    const items = page.rows.flatMap(({ skuId, quantity, unit }) => {
      const sku = skus.get(skuId);
      if (!sku) return [];
      return {
        sku: this.presenter.sku(sku, offers, true),
        productName: sku.productName,
        picture: this.presenter.skuPicture(me, sku),
        quantity,
        unit,
      };
    });
    return { items, next: page.next };
  }

  async put(me: MemberActor, { skuId, quantity, unit }: Input<'favourites.put'>): Promise<void> {
    const view = await this.viewpoints.of(this.db, me);
    const sku = (await this.skus.find(this.db, view, [skuId])).get(skuId);
    if (!sku) throw new NotFound();
    if (unit !== undefined && !sku.units.some(({ name }) => name === unit)) throw new Refused('unit_unknown');
    await upsertMany(
      this.db,
      'favourite',
      ['account_id', 'shop_id', 'sku_id', 'quantity', 'unit', 'added_at'],
      [[me.accountId, me.member.shopId, skuId, quantity, unit ?? sku.baseUnit, this.clock.now()]],
      ['account_id', 'shop_id', 'sku_id'],
      ['quantity', 'unit'],
    );
  }

  async remove(me: MemberActor, skuId: number): Promise<void> {
    await this.db.execute('DELETE FROM favourite WHERE account_id = ? AND shop_id = ? AND sku_id = ?', [
      me.accountId,
      me.member.shopId,
      skuId,
    ]);
  }
}
