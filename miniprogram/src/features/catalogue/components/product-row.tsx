import type { ProductRow as Product } from '@dianquan/shared/contract/products';
import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { classes } from '@/components/class-names';
import { Picture } from '@/components/picture';
import { isShort, rowSpec, stockText, unitPriceText } from '../words';
import './product-row.scss';

type Props = {
  product: Product;
  /** The unit that the control beside it counts in. */
  unit?: string;
  onOpen: () => void;
  control?: ReactNode;
};

/** Picture, name, spec, my price, stock; how much of it is the page's own control. */
export function ProductRow({ product, unit, onOpen, control }: Props) {
  const { sku } = product;
  const stock = stockText(product.stock, sku?.units ?? []);
  return (
    <View className="product-row">
      <View className="product-row__picture" onClick={onOpen}>
        <Picture src={product.picture?.thumbUrl ?? product.picture?.url} alt={product.name} />
      </View>
      <View className="product-row__words">
        <View ariaRole="link" onClick={onOpen}>
          <View className="product-row__name">{product.name}</View>
          <View className="product-row__spec">
            {rowSpec(product)}
            {stock && <View className={classes('product-row__stock', isShort(product.stock) && 'product-row__stock--short')}>{stock}</View>}
          </View>
          {!product.onSale && <View className="product-row__off">已下架</View>}
        </View>
        <View className="product-row__foot">
          <ProductPrice product={product} unit={unit} />
          {control}
        </View>
      </View>
    </View>
  );
}

function ProductPrice({ product: { fromFen, sku }, unit }: { product: Product; unit?: string }) {
  if (fromFen === null) return <View className="product-row__hidden">加入后看价格</View>;
  if (!sku?.price) {
    return (
      <View className="product-row__price">
        {moneyText(fromFen)}
        <View className="product-row__unit">起</View>
      </View>
    );
  }
  const shown = unit ?? sku.units[0]?.name ?? '';
  return (
    <View className="product-row__price">
      {unitPriceText(sku.price.fen, sku.units, shown)}
      <View className="product-row__unit">/{shown}</View>
    </View>
  );
}
