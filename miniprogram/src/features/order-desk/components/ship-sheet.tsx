import type { OrderView } from '@dianquan/shared/contract/orders';
import { unitText } from '@dianquan/shared/units';
import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { Select } from '@/components/select';
import { Sheet } from '@/components/sheet';
import { TextInput } from '@/components/text-input';
import { toShip } from '../use-desk';
import { useShipment } from '../use-shipment';
import './desk-sheets.scss';

type Props = {
  order: OrderView;
  couriers: { id: number; name: string }[];
  onClose: () => void;
  onShip: (body: ReturnType<typeof useShipment>['body']) => Promise<unknown>;
};

/** What goes into this parcel, and who takes it there. Left as it is, all that is there goes. */
export function ShipSheet({ order, couriers, onClose, onShip }: Props) {
  const shipment = useShipment(order);
  const send = async () => {
    await onShip(shipment.body);
    onClose();
  };
  return (
    <Sheet
      open
      title="发货"
      onClose={onClose}
      foot={
        <Button
          label={shipment.partial ? '先发这些' : `全部发出 ${shipment.lines.length} 种`}
          busyLabel="正在发货…"
          disabled={shipment.empty}
          onTap={send}
        />
      }
    >
      {shipment.lines.length === 0 && <View className="desk-sheets__saying">货还没有到，到货入库后才能发。</View>}
      {shipment.lines.map((line) => (
        <View key={line.line} className="desk-sheets__line">
          <View className="desk-sheets__name">
            {line.name} {line.spec}
          </View>
          <View className="desk-sheets__saying">可发 {unitText(toShip(line), unitsOf(line))}</View>
          <TextInput
            kind="number"
            value={String(shipment.countOf(line))}
            unit={line.factor === 1 ? line.unit : '件'}
            maxLength={8}
            onChange={(typed) => shipment.setCount(line, typed)}
          />
        </View>
      ))}
      <View className="sheet-form">
        {couriers.length > 0 && (
          <Field label="谁去送" optional hint="不指定时，配送员都能在自己的待送里看到">
            <Select
              options={couriers.map(({ id, name }) => ({ key: id, label: name }))}
              chosen={shipment.courier}
              onChange={shipment.setCourier}
              placeholder="不指定"
            />
          </Field>
        )}
        <Field label="备注" optional>
          <TextInput value={shipment.note} onChange={shipment.setNote} maxLength={200} placeholder="例如：分两车，先到一车" />
        </Field>
      </View>
    </Sheet>
  );
}

/** An order keeps the unit that it was placed in; below that goods are counted in pieces. */
function unitsOf({ unit, factor }: OrderView['lines'][number]) {
  return factor === 1
    ? [{ name: unit, factor: 1 }]
    : [
        { name: '件', factor: 1 },
        { name: unit, factor },
      ];
}
