import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { Icon } from '@/components/icon';
import { changeText, type Headline, sumsText } from '../overview';
import './sales-report.scss';

/** One figure in large, what it is beside the time before; a tap opens what it is made of. */
export function OverviewHead({ headline, onTap }: { headline: Headline; onTap: () => void }) {
  const change = changeText(headline);
  return (
    <View className="sales-report__headline" ariaRole="button" onClick={onTap}>
      <View className="sales-report__span">
        {headline.label}
        <Icon name="right" size={28} colour="faint" />
      </View>
      <View className="sales-report__figure">{moneyText(headline.sums.fen)}</View>
      <View className="sales-report__words">{sumsText(headline.sums)}</View>
      {change !== null && <View className="sales-report__words">{change}</View>}
    </View>
  );
}
