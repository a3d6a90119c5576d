import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { classes } from '@/components/class-names';
import { Icon } from '@/components/icon';
import { Picture } from '@/components/picture';
import { SwipeRow } from '@/components/swipe-row';
import { factorOf } from '../quantities';
import { type Favourite, isOrderable } from '../use-favourites';
import { Stepper } from './stepper';
import './favourite-row.scss';

type Props = {
  item: Favourite;
  ticked: boolean;
  quantity: number;
  onTick: () => void;
  onQuantity: (quantity: number) => void;
  onOpen: () => void;
  onRemove: () => void;
};

export function FavouriteRow({ item, ticked, quantity, onTick, onQuantity, onOpen, onRemove }: Props) {
  const { sku, productName, picture, unit } = item;
  const can = isOrderable(item);
  return (
    <SwipeRow action="移出" onAction={onRemove}>
      <View className="favourite-row">
        <View
          className="favourite-row__tick"
          ariaRole="checkbox"
          ariaLabel={ticked ? `${productName}，已选` : productName}
          onClick={can ? onTick : undefined}
        >
          <View className={classes('favourite-row__box', ticked && can && 'favourite-row__box--on')}>
            {ticked && can && <Icon name="check" size={32} colour="card" />}
          </View>
        </View>
        <View className="favourite-row__picture" onClick={onOpen}>
          <Picture src={picture?.thumbUrl ?? picture?.url} alt={productName} />
        </View>
        <View className="favourite-row__words">
          <View className="favourite-row__name" onClick={onOpen}>
            {productName}
          </View>
          <View className="favourite-row__spec">{sku.spec}</View>
          <View className="favourite-row__foot">
            <View className={classes('favourite-row__price', !can && 'favourite-row__price--off')}>
              {sku.price && can ? `${moneyText(sku.price.fen * factorOf(sku, unit))}/${unit}` : sku.onSale ? '加入后看价格' : '已下架'}
            </View>
            {can && <Stepper sku={sku} unit={unit} quantity={quantity} onChange={onQuantity} label={productName} />}
          </View>
        </View>
      </View>
    </SwipeRow>
  );
}
