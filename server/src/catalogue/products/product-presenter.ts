import type { ProductRow } from '@dianquan/shared/contract/products';
import type { SkuView } from '@dianquan/shared/contract/skus';
import { Injectable } from '@nestjs/common';
import { Files } from '../../platform/files/files';
import type { Actor } from '../../platform/http/actor';
import type { SkuRow } from '../skus/sku-rows';
import type { Offer } from './offers';
import type { Card, Picture } from './product-page';

type PictureView = NonNullable<ProductRow['picture']>;
const WORDS = ['in_stock', 'low', 'none'] as const;

@Injectable()
export class ProductPresenter {
  constructor(private readonly files: Files) {}

  row(me: Actor, card: Card, offers: Map<number, Offer>): ProductRow {
    const { id, name, brand, categoryId, picture, isListed, skus, favourites } = card;
    const [only] = skus;
    const prices = skus.flatMap((sku) => offers.get(sku.id)?.price?.fen ?? []);
    return {
      id,
      name,
      brand: brand === '' ? null : brand,
      categoryId,
      picture: picture && this.picture(me, picture),
      onSale: isListed,
      skuCount: skus.length,
      fromFen: prices.length === 0 ? null : Math.min(...prices),
      stock: together(skus, offers),
      sku: only && skus.length === 1 ? this.sku(only, offers, favourites.has(only.id)) : null,
    };
  }

  sku(row: SkuRow, offers: Map<number, Offer>, favourite: boolean): SkuView {
    const { id, productId, code, spec, barcode, units, minimum, step, maximum, onSale } = row;
    const { price, stock } = offers.get(id) ?? NO_OFFER;
    return { id, productId, code, spec, barcode, units, minimum, step, maximum, price, stock, onSale, favourite };
  }

  /** Of the product, as it stands beside one of its SKUs. */
  skuPicture(me: Actor, { pictureId }: SkuRow): PictureView | null {
    return pictureId === null ? null : this.picture(me, { id: pictureId, width: null, height: null });
  }

  picture(me: Actor, { id, width, height }: Picture): PictureView {
    return { id, url: this.files.url(id, me, 'whole'), thumbUrl: this.files.url(id, me, 'thumb'), width, height };
  }
}

const NO_OFFER: Offer = { price: null, stock: { word: null, figure: null } };

/** A product is in stock when any of its SKUs is. */
function together(skus: readonly SkuRow[], offers: Map<number, Offer>): Offer['stock'] {
  const all = skus.map(({ id }) => (offers.get(id) ?? NO_OFFER).stock);
  const word = WORDS.find((one) => all.some((stock) => stock.word === one)) ?? null;
  const figures = all.flatMap(({ figure }) => figure ?? []);
  return { word, figure: figures.length === 0 ? null : figures.reduce((sum, figure) => sum + figure, 0) };
}
