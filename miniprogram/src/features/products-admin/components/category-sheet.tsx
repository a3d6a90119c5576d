import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { LinkText } from '@/components/link-text';
import { Select } from '@/components/select';
import { Sheet } from '@/components/sheet';
import { TextInput } from '@/components/text-input';
import { useCommand } from '@/platform/query';
import { confirm, toast, toastError } from '@/platform/toast';
import type { Placed } from '../categories';

type Props = { category: Placed | null; all: Placed[]; onClose: () => void };
const ROOT = 0;

/** Name a category, put it elsewhere, take it away when it is empty. */
export function CategorySheet({ category, all, onClose }: Props) {
  const [name, setName] = useState(category?.name ?? '');
  const [parent, setParent] = useState(category?.parentId ?? ROOT);
  const [position, setPosition] = useState(String(category?.position ?? 0));
  const refresh: ['categories.list'] = ['categories.list'];
  const create = useCommand('categories.create', { refresh });
  const update = useCommand('categories.update', { refresh });
  const remove = useCommand('categories.remove', { refresh });
  // Nothing lies below itself.
  const parents = all.filter(({ path }) => !category || (path !== category.path && !path.startsWith(`${category.path} › `)));
  const save = async () => {
    const body = { name: name.trim(), parentId: parent === ROOT ? null : parent, position: Number(position) || 0 };
    if (category) await update.mutateAsync({ params: { id: category.id }, body });
    else await create.mutateAsync({ body });
    toast('分类已保存');
    onClose();
  };
  const takeAway = async () => {
    if (!category || !(await confirm({ title: `删除“${category.name}”？`, loses: '里面没有商品和下级才能删。', action: '删除' }))) return;
    try {
      await remove.mutateAsync({ params: { id: category.id } });
      onClose();
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <Sheet
      open
      title={category ? '改分类' : '新增分类'}
      onClose={onClose}
      foot={<Button label="保存分类" disabled={name.trim() === ''} onTap={save} />}
    >
      <View className="sheet-form">
        <Field label="名称">
          <TextInput value={name} onChange={setName} maxLength={20} />
        </Field>
        <Field label="放在哪一类下面">
          <Select
            options={[{ key: ROOT, label: '最上层' }, ...parents.map(({ id, path }) => ({ key: id, label: path }))]}
            chosen={parent}
            onChange={setParent}
          />
        </Field>
        <Field label="排第几" hint="小的在前">
          <TextInput kind="number" value={position} onChange={setPosition} maxLength={5} />
        </Field>
      </View>
      {category && <LinkText label="删除这个分类" onTap={() => void takeAway()} />}
    </Sheet>
  );
}
