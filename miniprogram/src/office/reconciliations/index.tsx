import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { DateInput } from '@/components/date-time-input';
import { Field } from '@/components/field';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { BillDaySection } from '@/features/order-desk/components/bill-day';
import { PaymentById } from '@/features/order-desk/components/payment-by-id';
import { billDays } from '@/features/order-desk/reconciliation';
import { clockNow } from '@/platform/clock';
import { goTo } from '@/platform/navigation';
import { useCommand, usePages } from '@/platform/query';
import { toast, toastError } from '@/platform/toast';

/** What came by WeChat Pay against the platform's own bill, day by day. It runs by itself every morning; here it can be asked for. */
export default function ReconciliationsPage() {
  const { first, last } = billDays(clockNow());
  const [day, setDay] = useState(last);
  const [paymentId, setPaymentId] = useState<number | null>(null);
  const pages = usePages('payments.reconciliations');
  const run = useCommand('payments.reconcile', {
    refresh: ['payments.reconciliations', 'payments.list'],
    onDone: ({ differences }) => toast(differences.length === 0 ? '全部对上' : `有 ${differences.length} 笔不符`),
  });
  const outside = day < first || day > last;
  return (
    <PageFrame
      bar={
        <ActionBar note={outside ? `只能对 ${first} 到 ${last}` : undefined}>
          <Button
            label={`对 ${day} 的账`}
            disabled={outside}
            busyLabel="正在取微信账单…"
            onTap={() => run.mutateAsync({ params: { day }, body: {} })}
          />
        </ActionBar>
      }
    >
      <NoticeStrip>每天上午十点后自动对前一天的账，对不上的付款在“收款”里标出来。</NoticeStrip>
      <Field label="要对哪一天">
        <DateInput value={day} onChange={setDay} />
      </Field>
      <PagedList
        pages={pages}
        skeleton="card"
        keyOf={(bill) => bill.day}
        row={(bill) => (
          <BillDaySection
            bill={bill}
            onPayment={setPaymentId}
            onAgain={
              bill.day >= first && bill.day <= last && !run.isPending
                ? () => void run.mutateAsync({ params: { day: bill.day }, body: {} }).catch(toastError)
                : undefined
            }
          />
        )}
        empty={{ icon: 'wallet', title: '还没有对过账', text: '有了微信付款，第二天上午就会自动对账。' }}
      />
      {paymentId !== null && (
        <PaymentById paymentId={paymentId} mayDecide onOrder={(id) => goTo('officeOrder', { id })} onClose={() => setPaymentId(null)} />
      )}
    </PageFrame>
  );
}
