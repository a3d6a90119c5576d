import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { NotFound } from '../../platform/errors';
import type { Actor } from '../../platform/http/actor';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor';
import { FavouriteRows } from '../favourites/favourite-rows';
import { SearchCandidates } from '../search/search-candidates';
import { Skus } from '../skus/sku-rows';
import { type Viewpoint, Viewpoints } from '../viewpoint';
import { Offers } from './offers';
import { type Card, ProductPage } from './product-page';
import { ProductPresenter } from './product-presenter';

type Query = Input<'products.list'>;
type Page = { cards: Card[]; next: string | null };
const NOBODY: Page = { cards: [], next: null };

/** The catalogue as a list: leafed through, or searched. */
@Injectable()
export class ProductLists {
  constructor(
    private readonly db: Database,
    private readonly viewpoints: Viewpoints,
    private readonly page: ProductPage,
    private readonly candidates: SearchCandidates,
    private readonly offers: Offers,
    private readonly presenter: ProductPresenter,
    private readonly skus: Skus,
    private readonly favourites: FavouriteRows,
  ) {}

  async list(me: Actor, query: Query): Promise<Answer<'products.list'>> {
    const view = await this.viewpoints.of(this.db, me, query.shopId);
    const { cards, next } = await this.read(me, view, query);
    const offers = await this.offers.of(
      view,
      cards.flatMap(({ skus }) => skus),
    );
    return { items: cards.map((card) => this.presenter.row(me, card, offers)), next };
  }

  async byBarcode(me: Actor, { barcode, shopId }: Input<'products.byBarcode'>): Promise<Answer<'products.byBarcode'>> {
    const view = await this.viewpoints.of(this.db, me, shopId);
    const [found] = await this.db.query<{ id: number }>('SELECT id FROM sku WHERE barcode = ?', [barcode]);
    const sku = found && (await this.skus.find(this.db, view, [found.id])).get(found.id);
    if (!sku) throw new NotFound();
    const [offers, kept] = await Promise.all([this.offers.of(view, [sku]), this.favourites.among(me, view, [sku.id])]);
    return { ...this.presenter.sku(sku, offers, kept.has(sku.id)), productName: sku.productName };
  }

  private async read(me: Actor, view: Viewpoint, query: Query): Promise<Page> {
    const where = await this.page.filter(me, view, query);
    if (query.q !== undefined) {
      const from = placeOf(query.cursor, 1)?.[0] ?? 0;
      const found = where ? await this.candidates.find(query.q, where) : [];
      const end = from + query.limit;
      return {
        cards: await this.page.byId(me, view, found.slice(from, end)),
        next: found.length > end ? encodeCursor([end]) : null,
      };
    }
    if (query.sort === 'newest') {
      const before = placeOf(query.cursor, 1)?.[0] ?? null;
      const cards = where ? await this.page.newest(me, view, where, before, query.limit + 1) : [];
      return cut(cards, query.limit, ({ id }) => [id]);
    }
    const after = placeOf(query.cursor, 2);
    if (!where) return NOBODY;
    const cards = await this.page.browse(me, view, where, after && { place: after[0] ?? 0, id: after[1] ?? 0 }, query.limit + 1);
    return cut(cards, query.limit, ({ place, id }) => [place, id]);
  }
}

const placeOf = (cursor: string | undefined, parts: number): number[] | null =>
  decodeCursor(cursor, Array<'number'>(parts).fill('number')) as number[] | null;

function cut(cards: Card[], limit: number, key: (card: Card) => number[]): Page {
  const last = cards[limit - 1];
  return { cards: cards.slice(0, limit), next: cards.length > limit && last ? encodeCursor(key(last)) : null };
}
