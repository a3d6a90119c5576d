import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { LinkText } from '@/components/link-text';
import { Sheet } from '@/components/sheet';
import { TextInput } from '@/components/text-input';
import { useForm } from '@/components/use-form';
import type { Answer } from '@/platform/contract';
import { useCommand } from '@/platform/query';
import { confirm, toast, toastError } from '@/platform/toast';
import { moved } from '../warehouse-order';

export type Warehouse = Answer<'warehouses.list'>['items'][number];
type Props = {
  /** Null for one that is to be added. */
  warehouse: Warehouse | null;
  /** Those that are open, in their order. */
  open: readonly Warehouse[];
  onClose: () => void;
};

/** One warehouse: its name, where it is, when its turn comes, whether it serves at all. */
export function WarehouseSheet({ warehouse, open, onClose }: Props) {
  const form = useForm({ name: warehouse?.name ?? '', address: warehouse?.address ?? '' });
  const { values } = form;
  const refresh: ('warehouses.list' | 'stock.list')[] = ['warehouses.list', 'stock.list'];
  const create = useCommand('warehouses.create', { refresh });
  const update = useCommand('warehouses.update', { refresh });
  const order = useCommand('warehouses.setOrder', { refresh });
  const ids = open.map(({ id }) => id);
  const at = warehouse ? ids.indexOf(warehouse.id) : -1;

  const done = (said: string) => {
    toast(said);
    onClose();
  };
  const save = async () => {
    const body = { name: values.name.trim(), address: values.address.trim() };
    try {
      if (warehouse) await update.mutateAsync({ params: { id: warehouse.id }, body });
      // Behind all others: a new one is empty, and must not be asked first.
      else await create.mutateAsync({ body: { ...body, position: Math.min(1000, Math.max(0, ...open.map((one) => one.position + 1))) } });
      done(warehouse ? '仓库已改' : '仓库已加上');
    } catch (error) {
      form.takeFaults(error);
    }
  };
  const move = async (to: number, said: string) => {
    if (!warehouse) return;
    await order.mutateAsync({ body: { ids: moved(ids, warehouse.id, to) } }).then(() => done(said), toastError);
  };
  const close = async (closed: boolean) => {
    if (!warehouse) return;
    const asked = { title: `关闭“${warehouse.name}”？`, loses: '以后不从这里发货，也不能再入库；库存要先清空。', action: '关闭' };
    if (closed && !(await confirm(asked))) return;
    await update
      .mutateAsync({ params: { id: warehouse.id }, body: { closed } })
      .then(() => done(closed ? '已关闭' : '已重新启用'), toastError);
  };
  return (
    <Sheet
      open
      title={warehouse ? warehouse.name : '加一个仓库'}
      onClose={onClose}
      foot={<Button label={warehouse ? '保存' : '加上这个仓库'} disabled={values.name.trim() === ''} busyLabel="正在保存…" onTap={save} />}
    >
      <View className="sheet-form">
        <Field label="名称" error={form.fault('name')}>
          <TextInput value={values.name} maxLength={20} placeholder="例如：城北仓" onChange={(name) => form.set('name', name)} />
        </Field>
        <Field label="地址" optional error={form.fault('address')}>
          <TextInput
            value={values.address}
            maxLength={120}
            placeholder="提货、退货送到哪里"
            onChange={(address) => form.set('address', address)}
          />
        </Field>
      </View>
      {at > 0 && <LinkText label="先从这个仓库发货" onTap={() => void move(0, '现在先从它发货')} />}
      {at > 1 && <LinkText label="往前一位" onTap={() => void move(at - 1, '次序已改')} />}
      {at >= 0 && at < ids.length - 1 && <LinkText label="往后一位" onTap={() => void move(at + 1, '次序已改')} />}
      {warehouse && warehouse.closedAt === null && <LinkText label="关闭这个仓库" onTap={() => void close(true)} />}
      {warehouse && warehouse.closedAt !== null && <LinkText label="重新启用" onTap={() => void close(false)} />}
    </Sheet>
  );
}
