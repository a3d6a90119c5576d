import type { SkuView } from '@dianquan/shared/contract/skus';
import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { AnswerView } from '@/components/answer-view';
import { Icon } from '@/components/icon';
import { NoticeStrip } from '@/components/notice-strip';
import { Sheet } from '@/components/sheet';
import { useAnswer } from '@/platform/query';
import { RULE_WORDS } from '../words';
import './price-sheet.scss';

type Props = { sku: SkuView; base: number; query: { shopId?: number }; onClose: () => void };

/** Which rule made my price, which others were asked, and what would lower it. */
export function PriceSheet({ sku, base, query, onClose }: Props) {
  const answer = useAnswer('products.explainPrice', { params: { skuId: sku.id }, query: { ...query, quantity: Math.max(1, base) } });
  const baseUnit = sku.units[0]?.name ?? '';
  return (
    <Sheet open title="为什么是这个价" onClose={onClose}>
      <AnswerView answer={answer} skeleton="line">
        {(told) => (
          <View className="price-sheet">
            <View className="price-sheet__price">
              {moneyText(told.fen)}
              <View className="price-sheet__unit">/{baseUnit}</View>
            </View>
            <View className="price-sheet__said">{told.zh || RULE_WORDS[told.rule]}</View>
            {told.guarded && <NoticeStrip>原价 {moneyText(told.guarded.oldFen)} 因行情变动待确认，暂按现价</NoticeStrip>}
            <View className="price-sheet__rules">
              {told.considered.map((rule) => (
                <View key={`${rule.rule}${rule.zh}`} className="price-sheet__rule">
                  <Icon name={rule.holds ? 'check' : 'minus'} size={32} colour={rule.holds ? 'pine' : 'faint'} />
                  <View className={rule.holds ? 'price-sheet__zh price-sheet__zh--holds' : 'price-sheet__zh'}>{rule.zh}</View>
                </View>
              ))}
            </View>
            {told.lower.length > 0 && <View className="price-sheet__title">怎样更便宜</View>}
            {told.lower.map(({ from, zh }) => (
              <View key={from} className="price-sheet__lower">
                {zh}
              </View>
            ))}
          </View>
        )}
      </AnswerView>
    </Sheet>
  );
}
