import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import { Detail } from '@/components/detail';
import { NoticeStrip } from '@/components/notice-strip';
import { Section } from '@/components/section';
import type { Answer } from '@/platform/contract';
import { leftText, owedText } from '../words';
import './credit-card.scss';

type Credit = Answer<'credit.get'>;

/** What the shop owes, what it may still take, what it has prepaid. */
export function CreditCard({ credit, onPay, onTopUp }: { credit: Credit; onPay?: () => void; onTopUp?: () => void }) {
  return (
    <>
      {credit.overdueFen > 0 && <NoticeStrip icon="warning">有 {moneyText(credit.overdueFen)} 已过账期，请尽快付款</NoticeStrip>}
      <Section>
        <View className="credit-card__label">现在欠款</View>
        <View className="credit-card__owed">{owedText(credit.owedFen)}</View>
        {credit.openFen > 0 && <Detail label="已订未发">{moneyText(credit.openFen)}</Detail>}
        {credit.limitFen > 0 && (
          <Detail label="记账额度">{`${moneyText(credit.limitFen)}，${leftText(credit.leftFen)}，账期 ${credit.termDays} 天`}</Detail>
        )}
        <Detail label="预存款">{moneyText(credit.depositFen)}</Detail>
        {onPay && onTopUp && (
          <View className="credit-card__acts">
            <Button kind="plain" size="small" label="付货款" onTap={onPay} />
            <Button kind="quiet" size="small" label="充预存款" onTap={onTopUp} />
          </View>
        )}
      </Section>
    </>
  );
}
