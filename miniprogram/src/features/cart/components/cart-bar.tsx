import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import { classes } from '@/components/class-names';
import { Icon } from '@/components/icon';
import type { Cart } from '../use-cart';
import './cart-bar.scss';

type Props = {
  cart: Cart;
  label?: string;
  onOpen: () => void;
  onOrders?: () => void;
  ordersLabel?: string;
  /** On a tab: h5 draws its tabs over the page. */
  onTab?: boolean;
};

/** What is in the cart, always in sight while one looks for goods. */
export function CartBar({ cart, label = '去结算', onOpen, onOrders, ordersLabel = '我的订单', onTab = false }: Props) {
  return (
    <View className={classes('cart-bar', onTab && process.env.TARO_ENV === 'h5' && 'cart-bar--above-tabs')}>
      <View className="cart-bar__sign" ariaRole="button" ariaLabel={`购物车，${cart.kinds} 种`} onClick={onOpen}>
        <Icon name="cart" size={52} colour={cart.kinds > 0 ? 'pine' : 'secondary'} />
        {cart.kinds > 0 && <View className="cart-bar__count">{cart.kinds > 99 ? '99+' : cart.kinds}</View>}
      </View>
      <View className="cart-bar__words" onClick={onOpen}>
        {cart.kinds === 0 ? (
          <View className="cart-bar__empty">还没有选货</View>
        ) : (
          <>
            <View className="cart-bar__sum">{moneyText(cart.totalFen)}</View>
            <View className="cart-bar__kinds">{cart.silent ? '网络不通，稍后自动保存' : `共 ${cart.kinds} 种`}</View>
          </>
        )}
      </View>
      {onOrders && (
        <View className="cart-bar__orders" ariaRole="button" onClick={onOrders}>
          {ordersLabel}
        </View>
      )}
      {cart.kinds > 0 && <Button size="small" label={label} onTap={onOpen} className="cart-bar__go" />}
    </View>
  );
}
