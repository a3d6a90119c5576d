import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { NotFound } from '../../platform/errors';
import { type Actor, hasRole } from '../../platform/http/actor';
import { CategoryTree } from '../categories/category-tree';
import { FavouriteRows } from '../favourites/favourite-rows';
import { SKU_COLUMNS, type SkuColumns, skuRow, visibleTo } from '../skus/sku-rows';
import { type Viewpoint, Viewpoints } from '../viewpoint';
import { Offers } from './offers';
import type { Picture } from './product-page';
import { ProductPresenter } from './product-presenter';

type Row = {
  id: number;
  name: string;
  brand: string;
  categoryId: number;
  categoryPath: string;
  description: string;
  attributes: string;
  keywords: string;
  pictures: string;
  offSaleAt: number | null;
  version: number;
};

/** One product, with all that is known of it. */
@Injectable()
export class ProductViews {
  constructor(
    private readonly db: Database,
    private readonly viewpoints: Viewpoints,
    private readonly tree: CategoryTree,
    private readonly offers: Offers,
    private readonly presenter: ProductPresenter,
    private readonly favourites: FavouriteRows,
  ) {}

  /** What is off sale is still shown, and says so: old orders lead to it. */
  async get(me: Actor, { id, shopId }: Input<'products.get'>): Promise<Answer<'products.get'>> {
    const view = await this.viewpoints.of(this.db, me, shopId);
    const visible = visibleTo(view);
    const [product] = await this.db.query<Row>(
      `SELECT p.id, p.name, p.brand, p.category_id AS categoryId, p.category_path AS categoryPath, p.description, p.attributes, p.keywords,
         p.pictures, p.off_sale_at AS offSaleAt, p.version FROM product p WHERE p.id = ? AND ${visible.sql}`,
      [id, ...visible.params],
    );
    if (!product) throw new NotFound();
    const rows = await this.db.query<SkuColumns>(
      `SELECT ${SKU_COLUMNS} FROM sku s JOIN product p ON p.id = s.product_id WHERE s.product_id = ? ORDER BY s.position, s.id`,
      [id],
    );
    const all = rows.map(skuRow);
    const orderable = all.filter(({ onSale }) => onSale);
    const skus = view.staff || orderable.length === 0 ? all : orderable;
    const [offers, kept, hiddenFrom] = await Promise.all([
      this.offers.of(view, skus),
      this.favourites.among(
        me,
        view,
        skus.map((sku) => sku.id),
      ),
      this.hiddenFrom(view, id),
    ]);
    return {
      id,
      name: product.name,
      brand: product.brand === '' ? null : product.brand,
      categoryId: product.categoryId,
      categoryPath: await this.tree.names(product.categoryPath),
      description: product.description,
      attributes: JSON.parse(product.attributes) as { name: string; value: string }[],
      keywords: JSON.parse(product.keywords) as string[],
      pictures: (JSON.parse(product.pictures) as Picture[]).map((picture) => this.presenter.picture(me, picture)),
      onSale: product.offSaleAt === null,
      skus: skus.map((sku) => ({
        ...this.presenter.sku(sku, offers, kept.has(sku.id)),
        ...(mayKnowCosts(me) ? { costs: { costFen: sku.costFen, floorFen: sku.floorFen } } : {}),
      })),
      hiddenFrom,
      version: product.version,
    };
  }

  private async hiddenFrom({ staff }: Viewpoint, productId: number): Promise<Answer<'products.get'>['hiddenFrom']> {
    if (!staff) return null;
    return this.db.query<{ id: number; name: string }>(
      `SELECT g.id, g.name FROM product_hidden_segment h JOIN segment g ON g.id = h.segment_id WHERE h.product_id = ? ORDER BY g.id`,
      [productId],
    );
  }
}

/** Those who write prices, or watch over money; others of the staff sell, and may be asked what things cost. */
const mayKnowCosts = (me: Actor): boolean => hasRole(me, 'manager', 'office', 'finance', 'admin');
