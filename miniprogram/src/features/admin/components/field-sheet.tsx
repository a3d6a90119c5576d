import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { Field } from '@/components/field';
import { LinkText } from '@/components/link-text';
import { Sheet } from '@/components/sheet';
import { SwitchRow } from '@/components/switch-row';
import { TextArea } from '@/components/text-area';
import { TextInput } from '@/components/text-input';
import { useForm } from '@/components/use-form';
import { useCommand } from '@/platform/query';
import { confirm, toast, toastError } from '@/platform/toast';
import { type CustomField, FIELD_TYPES, fieldBody, hasOptions, NEW_FIELD, valuesOf } from '../field-values';

/** `field` null: a new one, put at the end. Mounted anew for each field. */
type Props = { field: CustomField | null; position: number; onClose: () => void };

export function FieldSheet({ field, position, onClose }: Props) {
  const form = useForm(field ? valuesOf(field) : NEW_FIELD);
  const { values, set, fault } = form;
  const refresh = { refresh: ['customFields.list' as const], onDone: onClose, onError: form.takeFaults };
  const create = useCommand('customFields.create', refresh);
  const update = useCommand('customFields.update', refresh);
  const remove = useCommand('customFields.remove', { refresh: ['customFields.list', 'shops.get'], onDone: onClose, onError: toastError });
  const save = () => {
    const body = fieldBody(values);
    if (hasOptions(values.type) && body.options.length === 0) form.setFault('options', '请至少写一个选项');
    else if (field) update.mutate({ params: { id: field.id }, body });
    else create.mutate({ body: { ...body, position } });
  };
  const drop = async () => {
    if (!field) return;
    const loses = '所有门店已填的内容会一起删掉，不能恢复。';
    if (!(await confirm({ title: `删除“${field.label}”？`, loses, action: '删除' }))) return;
    await remove.mutateAsync({ params: { id: field.id } });
    toast('字段已删除');
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title={field ? '修改字段' : '新字段'}
      foot={
        <Button label={field ? '保存修改' : '添加字段'} busyLabel="正在保存…" busy={create.isPending || update.isPending} onTap={save} />
      }
    >
      <View className="sheet-form">
        <Field label="名称" error={fault('label')}>
          <TextInput value={values.label} maxLength={20} placeholder="如：店面面积" onChange={(label) => set('label', label)} />
        </Field>
        <Field label="类型" error={fault('type')} hint={field ? '已有门店填写后不能再改' : undefined}>
          <Chips options={FIELD_TYPES} chosen={[values.type]} onChange={([type]) => type && set('type', type)} />
        </Field>
        {hasOptions(values.type) && (
          <Field label="选项" error={fault('options')} hint="一行一个">
            <TextArea value={values.options} maxLength={1600} onChange={(options) => set('options', options)} />
          </Field>
        )}
        <SwitchRow title="必填" text="新建门店时一定要填" on={values.required} onChange={(required) => set('required', required)} />
      </View>
      {field && <LinkText label="删除这个字段" onTap={() => void drop()} />}
    </Sheet>
  );
}
