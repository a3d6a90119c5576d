import { FailedState } from '@/components/failed-state';
import { Sheet } from '@/components/sheet';
import { Skeleton } from '@/components/skeleton';
import { useAnswer } from '@/platform/query';
import { PaymentSheet } from './payment-sheet';

type Props = { paymentId: number; mayDecide: boolean; onOrder?: (orderId: number) => void; onClose: () => void };

/** A payment of which only the number is known yet. */
export function PaymentById({ paymentId, ...rest }: Props) {
  const answer = useAnswer('payments.get', { params: { id: paymentId } }, { staleTime: 0 });
  if (answer.data) return <PaymentSheet payment={answer.data} {...rest} />;
  return (
    <Sheet open title="付款" onClose={rest.onClose}>
      {answer.isError ? <FailedState error={answer.error} onRetry={answer.refetch} /> : <Skeleton shape="line" />}
    </Sheet>
  );
}
