import { moneyText } from '@dianquan/shared/money';
import { Button } from '@/components/button';
import { LinkText } from '@/components/link-text';
import { NoticeStrip } from '@/components/notice-strip';
import { Section } from '@/components/section';
import { confirm } from '@/platform/toast';

type Props = { totalFen: number; onAsk: () => unknown; onLetGo: () => void; onOrders: () => void };

/** The last try had no answer: perhaps the order stands, perhaps not. Asking again cannot make a second one. */
export function SilentOrder({ totalFen, onAsk, onLetGo, onOrders }: Props) {
  const letGo = async () => {
    const asked = { title: '不再确认上次的下单？', loses: '那一单可能已经成功，请先看看我的订单，以免重复。', action: '不管了' };
    if (await confirm(asked)) onLetGo();
  };
  return (
    <>
      <NoticeStrip icon="offline">上次下单 {moneyText(totalFen)} 没有收到结果，请先确认。不会变成两单。</NoticeStrip>
      <Section>
        <Button label={`确认上次的下单 ${moneyText(totalFen)}`} busyLabel="正在确认…" onTap={onAsk} />
        <LinkText label="看我的订单" onTap={onOrders} />
        <LinkText label="不管上次，重新下单" onTap={() => void letGo()} />
      </Section>
    </>
  );
}
