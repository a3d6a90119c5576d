import { countText, moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import './sales-report.scss';

/** The sum over everything that the list below shows. */
export function SalesTotal({ total }: { total: { orders: number; shops: number; fen: number } }) {
  return (
    <View className="sales-report__total">
      <View className="sales-report__figure">{moneyText(total.fen)}</View>
      <View className="sales-report__words">
        {countText(total.orders)} 单，{countText(total.shops)} 家门店
      </View>
    </View>
  );
}
