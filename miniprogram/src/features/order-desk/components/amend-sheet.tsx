import type { OrderView } from '@dianquan/shared/contract/orders';
import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { Sheet } from '@/components/sheet';
import { TextInput } from '@/components/text-input';
import { type Amended, useAmend } from '../use-amend';
import './desk-sheets.scss';

type Props = { order: OrderView; onClose: () => void; onAmend: (lines: Amended[], note: string) => Promise<unknown> };

/** Other quantities or prices; the shop has to agree before the order goes on. */
export function AmendSheet({ order, onClose, onAmend }: Props) {
  const amend = useAmend(order.lines);
  const send = async () => {
    await onAmend(amend.changes, amend.note.trim());
    onClose();
  };
  return (
    <Sheet
      open
      title="修改订单"
      onClose={onClose}
      foot={<Button label={`改为 ${moneyText(amend.totalFen)}，请门店确认`} busyLabel="正在修改…" disabled={!amend.ready} onTap={send} />}
    >
      <View className="desk-sheets__saying">原 {moneyText(order.totalFen)}。数量写 0 就是不发这一样。</View>
      {order.lines.map((line) => {
        const draft = amend.draft(line);
        const fault = amend.fault(line);
        return (
          <View key={line.line} className="desk-sheets__line">
            <View className="desk-sheets__name">
              {line.name} {line.spec}
            </View>
            <View className="desk-sheets__inputs">
              <TextInput
                kind="number"
                value={draft.quantity}
                unit={line.unit}
                maxLength={8}
                onChange={(quantity) => amend.set(line, { quantity })}
              />
              <TextInput
                kind="decimal"
                value={draft.price}
                unit={`元/${line.unit}`}
                maxLength={12}
                onChange={(price) => amend.set(line, { price })}
              />
            </View>
            {fault && <View className="desk-sheets__fault">{fault}</View>}
          </View>
        );
      })}
      <View className="sheet-form">
        <Field label="告诉门店为什么改">
          <TextInput value={amend.note} onChange={amend.setNote} maxLength={200} placeholder="例如：红色缺货，少发 2 箱" />
        </Field>
      </View>
    </Sheet>
  );
}
