import type { ProductRow as Product } from '@dianquan/shared/contract/products';
import type { SkuView } from '@dianquan/shared/contract/skus';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/button';
import { ProductRow } from './product-row';

/** What counts a SKU: the page brings it, as the cart is not the catalogue's business. */
export type Counter = (goods: { sku: SkuView; name: string; picture: Product['picture'] }, onUnit: (unit: string) => void) => ReactNode;

type Props = { product: Product; onOpen: () => void; onSpecs: () => void; counter: Counter | null };

/** A product that can be ordered from the list: one SKU by its stepper, several from a sheet of specs. */
export function GoodsRow({ product, onOpen, onSpecs, counter }: Props) {
  const [unit, setUnit] = useState<string>();
  return <ProductRow product={product} unit={unit} onOpen={onOpen} control={control()} />;

  function control(): ReactNode {
    if (!counter || !product.onSale) return null;
    const { sku, name, picture } = product;
    if (!sku) return <Button kind="plain" size="small" label="选规格" onTap={onSpecs} />;
    return sku.price ? counter({ sku, name, picture }, setUnit) : null;
  }
}
