import { fenFromText, moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { Detail } from '@/components/detail';
import { Field } from '@/components/field';
import { LinkText } from '@/components/link-text';
import { Sheet } from '@/components/sheet';
import { TextInput } from '@/components/text-input';
import type { Answer } from '@/platform/contract';
import { useAnswer, useCommand } from '@/platform/query';
import { toast } from '@/platform/toast';

type Credit = Answer<'credit.get'>;
type Props = { shopId: number; shopName: string; maySet: boolean; onStatements: () => void; onClose: () => void };

/** What a shop owes and may owe. */
export function CreditSheet({ shopId, shopName, maySet, onStatements, onClose }: Props) {
  const answer = useAnswer('credit.get', { params: { shopId } }, { staleTime: 0 });
  return (
    <Sheet open title={shopName} onClose={onClose}>
      <AnswerView answer={answer} skeleton="line">
        {(credit) => (
          <>
            <View className="sheet-form">
              <Detail label="已欠">{moneyText(credit.owedFen)}</Detail>
              <Detail label="其中逾期">{moneyText(credit.overdueFen)}</Detail>
              <Detail label="未发货的记账单">{moneyText(credit.openFen)}</Detail>
              <Detail label="预存款">{moneyText(credit.depositFen)}</Detail>
              <Detail label="还可记账">{moneyText(credit.leftFen)}</Detail>
              {!maySet && <Detail label="额度">{limitText(credit)}</Detail>}
            </View>
            {maySet && <CreditForm key={shopId} credit={credit} onDone={onClose} />}
          </>
        )}
      </AnswerView>
      <LinkText label="看对账单" onTap={onStatements} />
    </Sheet>
  );
}

const limitText = ({ limitFen, termDays }: Credit): string => (limitFen > 0 ? `${moneyText(limitFen)}，账期 ${termDays} 天` : '不能记账');

function CreditForm({ credit, onDone }: { credit: Credit; onDone: () => void }) {
  const [limit, setLimit] = useState((credit.limitFen / 100).toFixed(2));
  const [days, setDays] = useState(String(credit.termDays));
  const put = useCommand('credit.set', { refresh: ['credit.get', 'statements.ageing'] });
  const limitFen = fenFromText(limit);
  const termDays = /^\d{1,3}$/.test(days) && Number(days) <= 365 ? Number(days) : null;
  const send = async () => {
    if (limitFen === null || termDays === null) return;
    await put.mutateAsync({ params: { shopId: credit.shopId }, body: { limitFen, termDays } });
    toast('额度已改');
    onDone();
  };
  return (
    <>
      <View className="sheet-form">
        <Field label="记账额度" error={limitFen === null ? '写到分，例如 20000.00' : null} hint="0 就是不能记账；超出的订单会先到财务">
          <TextInput kind="decimal" value={limit} onChange={setLimit} unit="元" maxLength={12} />
        </Field>
        <Field label="账期" error={termDays === null ? '0 到 365 天' : null}>
          <TextInput kind="number" value={days} onChange={setDays} unit="天" maxLength={3} />
        </Field>
      </View>
      <Button
        label={limitFen === 0 ? '不许记账' : `额度定为 ${moneyText(limitFen ?? 0)}`}
        disabled={limitFen === null || termDays === null}
        onTap={send}
      />
    </>
  );
}
