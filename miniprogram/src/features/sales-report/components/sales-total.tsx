import { countText, moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import './sales-report.scss';

/** The sum over everything that the list below shows; its place is kept until it comes, so that what is below stays put. */
export function SalesTotal({ total }: { total: { orders: number; shops: number; fen: number } | undefined }) {
  return (
    <View className="sales-report__total">
      <View className="sales-report__figure">{total ? moneyText(total.fen) : '—'}</View>
      <View className="sales-report__words">{total ? `${countText(total.orders)} 单，${countText(total.shops)} 家门店` : '合计'}</View>
    </View>
  );
}
