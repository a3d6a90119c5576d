import type { SkuView } from '@dianquan/shared/contract/skus';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { classes } from '@/components/class-names';
import { Icon } from '@/components/icon';
import { isShort, rulesText, stockText, unitPriceText } from '../words';
import './sku-list.scss';

type Props = {
  skus: SkuView[];
  control: (sku: SkuView, onUnit: (unit: string) => void) => ReactNode;
  onExplain?: (sku: SkuView) => void;
  /** Onto the list of what this shop usually takes, or off it. */
  onFavour?: (sku: SkuView) => void;
};

/** Every spec of a product with my price, stock and its own stepper. */
export function SkuList({ skus, ...acts }: Props) {
  return (
    <View className="sku-list">
      {skus.map((sku) => (
        <SkuLine key={sku.id} sku={sku} {...acts} />
      ))}
    </View>
  );
}

function SkuLine({ sku, control, onExplain, onFavour }: Omit<Props, 'skus'> & { sku: SkuView }) {
  const [unit, setUnit] = useState<string | null>(null);
  const shown = unit ?? sku.units[0]?.name ?? '';
  const stock = stockText(sku.stock, sku.units);
  const rules = rulesText(sku).join('，');
  return (
    <View className="sku-list__line">
      <View className="sku-list__name">
        <View className="sku-list__spec">{sku.spec || '标准'}</View>
        {stock && <View className={classes('sku-list__stock', isShort(sku.stock) && 'sku-list__stock--short')}>{stock}</View>}
        {onFavour && (
          <View
            className="sku-list__favour"
            ariaRole="switch"
            ariaLabel={`${sku.spec}${sku.favourite ? '移出' : '加入'}常购清单`}
            onClick={() => onFavour(sku)}
          >
            <Icon name="heart" size={36} colour="pine" filled={sku.favourite} />
            {sku.favourite ? '已常购' : '常购'}
          </View>
        )}
      </View>
      {rules && <View className="sku-list__rules">{rules}</View>}
      <View className="sku-list__foot">
        {sku.price ? (
          <View className="sku-list__price" ariaRole={onExplain ? 'button' : undefined} onClick={onExplain && (() => onExplain(sku))}>
            {unitPriceText(sku.price.fen, sku.units, shown)}
            <View className="sku-list__unit">/{shown}</View>
          </View>
        ) : (
          <View className="sku-list__hidden">加入后看价格</View>
        )}
        {sku.onSale ? control(sku, setUnit) : <View className="sku-list__off">已下架</View>}
      </View>
    </View>
  );
}
