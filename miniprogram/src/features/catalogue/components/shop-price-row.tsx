import type { ProductRow as Product } from '@dianquan/shared/contract/products';
import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { Picture } from '@/components/picture';
import { Row } from '@/components/row';
import { rowSpec, shopPriceText } from '../words';
import './shop-price-row.scss';

/** What one shop pays for something: the price, which rule made it, and what it paid last. */
export function ShopPriceRow({ product, onTap }: { product: Product; onTap: () => void }) {
  const { sku, fromFen } = product;
  const price = sku?.price;
  return (
    <Row
      lead={
        <View className="shop-price-row__picture">
          <Picture src={product.picture?.thumbUrl ?? product.picture?.url} alt={product.name} />
        </View>
      }
      title={product.name}
      text={price ? `${sku.spec ? `${sku.spec} · ` : ''}${shopPriceText(price)}` : rowSpec(product)}
      value={price ? `${moneyText(price.fen)}/${sku.units[0]?.name ?? ''}` : fromFen === null ? '' : `${moneyText(fromFen)} 起`}
      onTap={onTap}
    />
  );
}
