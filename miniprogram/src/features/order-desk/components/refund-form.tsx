import type { PaymentView } from '@dianquan/shared/contract/payments';
import { fenFromText, moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { Field } from '@/components/field';
import { LinkText } from '@/components/link-text';
import { NoticeStrip } from '@/components/notice-strip';
import { TextInput } from '@/components/text-input';
import { giveUp, sendOnce, unanswered } from '@/platform/intention';
import { invalidate } from '@/platform/query';
import { confirm, toast } from '@/platform/toast';
import { REFUND_REASONS, refundFault, refundWay } from '../refund-words';

type Props = { payment: PaymentView; onDone: () => void };

/** How much goes back and why. Once sent without an answer, the same goes out again and nothing else: money must not go back twice. */
export function RefundForm({ payment, onDone }: Props) {
  const name = `payment-${payment.id}`;
  const [sent, setSent] = useState(() => unanswered('payments.refund', name)?.body ?? null);
  const [amount, setAmount] = useState(((sent?.fen ?? payment.refundableFen) / 100).toFixed(2));
  const [reason, setReason] = useState(sent?.reason ?? '');
  const fen = fenFromText(amount);
  const fault = refundFault(amount, payment.refundableFen);
  const send = async () => {
    const body = sent ?? (fen === null || fault ? null : { fen, reason: reason.trim() });
    if (!body) return;
    const asked = {
      title: `退 ${moneyText(body.fen)} 给${payment.shopName}？`,
      loses: `退款不能撤回。${refundWay(payment)}`,
      action: '退款',
    };
    if (!(await confirm(asked))) return;
    try {
      await sendOnce('payments.refund', name, { params: { id: payment.id }, body });
    } finally {
      setSent(unanswered('payments.refund', name)?.body ?? null);
      for (const stale of ['payments.list', 'payments.get', 'orders.get', 'orders.list', 'credit.get'] as const) void invalidate(stale);
    }
    toast('退款已办');
    onDone();
  };
  const startAgain = async () => {
    const asked = { title: '重新填写？', loses: '上一次可能已经退了，先看看上面的退款记录里有没有。', action: '重新填' };
    if (!(await confirm(asked))) return;
    giveUp('payments.refund', name);
    setSent(null);
  };
  return (
    <>
      {sent ? (
        <NoticeStrip>{`上次退 ${moneyText(sent.fen)}（${sent.reason}）没有收到答复。再发一次也只会退一次。`}</NoticeStrip>
      ) : (
        <View className="sheet-form">
          <Field
            label="退多少"
            error={fault}
            hint={`${refundWay(payment)}${payment.purpose === 'order' ? '订单还没结束的话，这部分又算没付。' : ''}`}
          >
            <TextInput kind="decimal" value={amount} onChange={setAmount} unit="元" maxLength={12} />
          </Field>
          <Field label="为什么退" hint="门店看得到">
            <Chips
              options={REFUND_REASONS.map((key) => ({ key, label: key }))}
              chosen={REFUND_REASONS.includes(reason) ? [reason] : []}
              onChange={([one]) => one && setReason(one)}
            />
            <View className="sheet-gap" />
            <TextInput value={reason} onChange={setReason} maxLength={80} placeholder="或写下来" />
          </Field>
        </View>
      )}
      <View className="sheet-gap" />
      <Button
        kind="danger"
        label={sent ? `再发一次：退 ${moneyText(sent.fen)}` : fen ? `退 ${moneyText(fen)}` : '退款'}
        disabled={!sent && (fault !== null || reason.trim() === '')}
        busyLabel="正在退款…"
        onTap={send}
      />
      {sent && <LinkText label="重新填写" onTap={() => void startAgain()} />}
    </>
  );
}
