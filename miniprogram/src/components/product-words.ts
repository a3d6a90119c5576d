import type { ProductRow } from '@dianquan/shared/contract/products';

/** 锐川 · DG0001-1 12V 单电; several brands make a thing of the same name. */
export function productText({ brand, sku, skuCount }: Pick<ProductRow, 'brand' | 'sku' | 'skuCount'>): string {
  return [brand, sku ? `${sku.code} ${sku.spec}`.trim() : `${skuCount} 种规格`].filter(Boolean).join(' · ');
}
