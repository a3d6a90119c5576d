import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { Detail } from '@/components/detail';
import { Field } from '@/components/field';
import { Select } from '@/components/select';
import { Sheet } from '@/components/sheet';
import { TextInput } from '@/components/text-input';
import { sendOnce } from '@/platform/intention';
import { invalidate } from '@/platform/query';
import { toast } from '@/platform/toast';
import { REASONS, type Reason, readMovement, type Stock } from '../movement';

type Props = { stock: Stock; warehouses: { id: number; name: string }[]; onClose: () => void };

/** Goods come in, are counted or written off. Sent once, however often a slow network has it tapped. */
export function AdjustSheet({ stock, warehouses, onClose }: Props) {
  const [warehouseId, setWarehouseId] = useState<number | null>(stock.warehouses[0]?.id ?? warehouses[0]?.id ?? null);
  const at = stock.warehouses.find(({ id }) => id === warehouseId);
  const here = at ?? { onHand: 0, available: 0, reserved: 0, lowBelow: null };
  const [reason, setReason] = useState<Reason>('received');
  const [typed, setTyped] = useState('');
  const [low, setLow] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const read = readMovement({ reason, typed }, here, stock.baseUnit);
  const fault = 'fault' in read ? read.fault : null;
  const lowTyped = low ?? (here.lowBelow === null ? '' : String(here.lowBelow));
  const lowFault = /^\d{0,8}$/.test(lowTyped) && lowTyped !== '0' ? null : '写整数；不提醒就留空';
  const send = async () => {
    if ('fault' in read || warehouseId === null) return;
    await sendOnce('stock.adjust', `${stock.skuId}-${warehouseId}`, {
      params: { skuId: stock.skuId },
      body: {
        warehouseId,
        reason,
        change: read.change,
        onHand: read.onHand,
        note: note.trim(),
        ...(low === null ? {} : { lowBelow: low === '' ? null : Number(low) }),
      },
    });
    for (const stale of ['stock.list', 'stock.get', 'stock.movements', 'products.list', 'products.get', 'orders.list'] as const)
      void invalidate(stale);
    toast('库存已记');
    onClose();
  };
  return (
    <Sheet
      open
      title="记库存"
      onClose={onClose}
      foot={
        <Button
          label={'fault' in read ? '写上数量' : read.saying}
          disabled={fault !== null || lowFault !== null || warehouseId === null}
          busyLabel="正在记…"
          onTap={send}
        />
      }
    >
      <View className="sheet-form">
        <Detail label="现在">{`在库 ${here.onHand}，占用 ${here.reserved}，可动 ${here.available} ${stock.baseUnit}`}</Detail>
        <Field label="仓库">
          <Select options={warehouses.map(({ id, name }) => ({ key: id, label: name }))} chosen={warehouseId} onChange={setWarehouseId} />
        </Field>
        <Field label="为什么">
          <Chips options={REASONS} chosen={[reason]} onChange={([one]) => one && setReason(one)} />
        </Field>
        <Field label={reason === 'counted' ? '实际数到' : '数量'} error={typed === '' ? null : fault}>
          <TextInput kind={reason === 'other' ? 'text' : 'number'} value={typed} unit={stock.baseUnit} maxLength={9} onChange={setTyped} />
        </Field>
        <Field label="少于多少提醒" optional error={lowFault}>
          <TextInput kind="number" value={lowTyped} unit={stock.baseUnit} maxLength={8} onChange={setLow} />
        </Field>
        <Field label="备注" optional>
          <TextInput value={note} onChange={setNote} maxLength={100} placeholder="例如：送货单号" />
        </Field>
      </View>
    </Sheet>
  );
}
