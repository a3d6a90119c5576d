import type { ProductView } from '@dianquan/shared/contract/products';
import type { SkuView } from '@dianquan/shared/contract/skus';
import { moneyText } from '@dianquan/shared/money';
import { Swiper, SwiperItem, View } from '@tarojs/components';
import { Picture } from '@/components/picture';
import { viewPictures } from '@/platform/pictures';
import { RULE_WORDS } from '../words';
import './product-head.scss';
import { momentText } from '@/platform/clock';

/** The pictures, to leaf through; one stands still. */
export function ProductPictures({ product }: { product: ProductView }) {
  const { pictures } = product;
  const urls = pictures.map(({ url }) => url);
  if (pictures.length < 2) {
    return (
      <Picture
        src={urls[0]}
        alt={product.name}
        onTap={urls.length > 0 ? () => viewPictures(urls) : undefined}
        className="product-pictures__one"
      />
    );
  }
  return (
    <Swiper className="product-pictures" indicatorDots indicatorActiveColor="#0B6E4F">
      {pictures.map(({ id, url }, at) => (
        <SwiperItem key={id}>
          <Picture src={url} alt={`${product.name}，图 ${at + 1}`} onTap={() => viewPictures(urls, at)} />
        </SwiperItem>
      ))}
    </Swiper>
  );
}

/** Name, and my price of the chosen spec with which rule made it. */
export function ProductHead({
  product,
  sku,
  onExplain,
  onHistory,
}: {
  product: ProductView;
  sku: SkuView;
  onExplain: () => void;
  onHistory: () => void;
}) {
  const { price } = sku;
  const unit = sku.units[0]?.name ?? '';
  return (
    <View className="product-head">
      <View className="product-head__name">{product.name}</View>
      <View className="product-head__spec">{[product.brand, sku.spec, sku.code].filter(Boolean).join(' · ')}</View>
      {price ? (
        <>
          <View className="product-head__line">
            <View className="product-head__price">{moneyText(price.fen)}</View>
            <View className="product-head__unit">/{unit}</View>
            {price.fen < price.listFen && <View className="product-head__list">标准价 {moneyText(price.listFen)}</View>}
          </View>
          <View className="product-head__why">
            <View className="product-head__link" ariaRole="button" onClick={onExplain}>
              {RULE_WORDS[price.rule]} · 为什么是这个价
            </View>
            <View className="product-head__link" ariaRole="button" onClick={onHistory}>
              历史价
            </View>
          </View>
          {price.lastFen !== null && (
            <View className="product-head__last">
              上次 {moneyText(price.lastFen)}/{unit}
              {price.lastAt && ` · ${momentText(price.lastAt)}`}
            </View>
          )}
          {price.ladder.map(({ from, fen }) => (
            <View key={from} className="product-head__ladder">
              买满 {from} {unit}，每{unit} {moneyText(fen)}
            </View>
          ))}
        </>
      ) : (
        <View className="product-head__hidden">加入后看价格</View>
      )}
    </View>
  );
}
