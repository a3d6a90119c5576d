import type { SkuView } from '@dianquan/shared/contract/products';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { classes } from '@/components/class-names';
import { isShort, rulesText, stockText, unitPriceText } from '../words';
import './sku-list.scss';

type Control = (sku: SkuView, onUnit: (unit: string) => void) => ReactNode;

/** Every spec of a product with my price, stock and its own stepper. */
export function SkuList({ skus, control, onExplain }: { skus: SkuView[]; control: Control; onExplain?: (sku: SkuView) => void }) {
  return (
    <View className="sku-list">
      {skus.map((sku) => (
        <SkuLine key={sku.id} sku={sku} control={control} onExplain={onExplain} />
      ))}
    </View>
  );
}

function SkuLine({ sku, control, onExplain }: { sku: SkuView; control: Control; onExplain?: (sku: SkuView) => void }) {
  const [unit, setUnit] = useState<string | null>(null);
  const shown = unit ?? sku.units[0]?.name ?? '';
  const stock = stockText(sku.stock, sku.units);
  const rules = rulesText(sku).join('，');
  return (
    <View className="sku-list__line">
      <View className="sku-list__name">
        {sku.spec || '标准'}
        {stock && <View className={classes('sku-list__stock', isShort(sku.stock) && 'sku-list__stock--short')}>{stock}</View>}
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
