import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { Select } from '@/components/select';
import { Sheet } from '@/components/sheet';
import { SwitchRow } from '@/components/switch-row';
import { useAnswer } from '@/platform/query';

type Props = { onClose: () => void; onReceive: (body: { warehouseId: number; restock: boolean }) => Promise<unknown> };

/** Into which warehouse returned goods go, and whether they can be sold again. */
export function ReceiveSheet({ onClose, onReceive }: Props) {
  const warehouses = useAnswer('warehouses.list').data?.items.filter(({ closedAt }) => closedAt === null) ?? [];
  const [chosen, setChosen] = useState<number | null>(null);
  const [restock, setRestock] = useState(true);
  const warehouseId = chosen ?? warehouses[0]?.id ?? null;
  const send = async () => {
    if (warehouseId === null) return;
    await onReceive({ warehouseId, restock });
    onClose();
  };
  return (
    <Sheet
      open
      title="收到退货"
      onClose={onClose}
      foot={<Button label={restock ? '收货入库' : '收货，不再卖'} disabled={warehouseId === null} busyLabel="正在入库…" onTap={send} />}
    >
      <View className="sheet-form">
        <Field label="仓库">
          <Select options={warehouses.map(({ id, name }) => ({ key: id, label: name }))} chosen={warehouseId} onChange={setChosen} />
        </Field>
        <SwitchRow title="还能再卖" text="关掉就按报损记，不进可卖的库存" on={restock} onChange={setRestock} />
      </View>
    </Sheet>
  );
}
