import { countText } from '@dianquan/shared/money';
import { dateTimeText } from '@dianquan/shared/time-text';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { Tag } from '@/components/tag';
import { type BillDay, billText, differenceText } from '../reconciliation';

type Props = { bill: BillDay; onAgain?: () => void; onPayment: (paymentId: number) => void };

/** One day: whether both sides say the same, and each line in which they don't. */
export function BillDaySection({ bill, onAgain, onPayment }: Props) {
  const { day, at, matched, differences } = bill;
  const agrees = differences.length === 0;
  return (
    <Section title={day} more={onAgain && { label: '再对一次', onTap: onAgain }} flush>
      <Row
        icon={agrees ? 'check' : 'warning'}
        title={billText(bill)}
        text={`对上 ${countText(matched)} 笔 · ${dateTimeText(at)} 对的`}
        value={agrees ? <Tag tone="pine">对上</Tag> : <Tag tone="danger">{differences.length} 笔不符</Tag>}
      />
      {differences.map((one) => (
        <Row
          key={`${one.number} ${one.kind}`}
          title={differenceText(one)}
          text={one.number}
          onTap={one.paymentId === null ? undefined : () => onPayment(one.paymentId as number)}
        />
      ))}
    </Section>
  );
}
