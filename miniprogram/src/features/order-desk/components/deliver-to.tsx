import type { OrderView } from '@dianquan/shared/contract/orders';
import { Detail } from '@/components/detail';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { callPhone } from '@/platform/call-phone';
import { copy } from '@/platform/clipboard';

/** Where the goods go, and whom to ring on the way. */
export function DeliverTo({ order: { address } }: { order: OrderView }) {
  if (!address) {
    return (
      <Section title="送货">
        <Detail label="地址">门店登记的地址</Detail>
      </Section>
    );
  }
  return (
    <Section title="送货" flush>
      <Row icon="phone" title={address.contact} text={address.phone} value="打电话" onTap={() => callPhone(address.phone)} />
      <Row
        icon="location"
        wrap
        title={address.address}
        value="复制"
        onTap={() => void copy(`${address.address} ${address.contact} ${address.phone}`, '地址已复制')}
      />
    </Section>
  );
}
