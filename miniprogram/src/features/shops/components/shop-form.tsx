import { SHOP_LEVELS, SHOP_STATUS_ZH, SHOP_STATUSES } from '@dianquan/shared/roles';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { Field } from '@/components/field';
import { RegionPicker } from '@/components/region-picker';
import { Section } from '@/components/section';
import { Select } from '@/components/select';
import { TextInput } from '@/components/text-input';
import type { Form } from '@/components/use-form';
import { whereAmI } from '@/platform/location';
import { useAnswer } from '@/platform/query';
import { toast } from '@/platform/toast';
import type { CustomField } from '../custom-values';
import type { ShopValues } from '../shop-values';
import { ContactsInput } from './contacts-input';
import { CustomFieldInput } from './custom-field-input';

const STATUSES = SHOP_STATUSES.map((key) => ({ key, label: SHOP_STATUS_ZH[key] }));
const LEVELS = SHOP_LEVELS.map((key) => ({ key, label: `${key} 级` }));

/** `decides`: may set level and salesperson, which a salesperson may not. */
type Props = { form: Form<ShopValues>; fields: CustomField[]; decides: boolean };

export function ShopForm({ form, fields, decides }: Props) {
  const { values, set, fault } = form;
  const staff = useAnswer('staff.list', { query: { role: 'salesperson', limit: 100 } }, { enabled: decides });
  const locate = async () => {
    const place = await whereAmI();
    if (place) set('place', place);
    toast(place ? '已记下门店位置' : '没有取到位置，可以稍后到店里再记');
  };
  return (
    <>
      <Section title="门店" flush>
        <Field label="店名" error={fault('name')}>
          <TextInput value={values.name} maxLength={60} placeholder="招牌上的名字" onChange={(name) => set('name', name)} />
        </Field>
        <Field label="门店电话" optional error={fault('phone')}>
          <TextInput kind="phone" value={values.phone} maxLength={13} onChange={(phone) => set('phone', phone)} />
        </Field>
        <Field label="区域" optional error={fault('regionCode')}>
          <RegionPicker value={values.region} onChange={(region) => set('region', region)} />
        </Field>
        <Field label="地址" optional error={fault('address')}>
          <TextInput value={values.address} maxLength={120} placeholder="街道和门牌" onChange={(address) => set('address', address)} />
        </Field>
        <Field
          label="位置"
          optional
          error={fault('latitude')}
          hint={values.place ? '已记下，店主加入时能按远近找到' : '在店里点一下，店主加入时能按远近找到'}
        >
          <Button kind="plain" size="small" icon="location" label={values.place ? '重新记位置' : '记下当前位置'} onTap={locate} />
        </Field>
      </Section>
      <Section title="合作" flush>
        <Field label="合作状态" error={fault('status')}>
          <Chips options={STATUSES} chosen={[values.status]} onChange={([status]) => status && set('status', status)} />
        </Field>
        {decides && (
          <>
            <Field label="等级" optional error={fault('level')}>
              <Chips options={LEVELS} chosen={values.level ? [values.level] : []} onChange={([level]) => set('level', level ?? null)} />
            </Field>
            <Field label="业务员" optional error={fault('ownerStaffId')}>
              <Select
                options={(staff.data?.items ?? []).map(({ id, name }) => ({ key: id, label: name }))}
                chosen={values.ownerStaffId}
                onChange={(id) => set('ownerStaffId', id)}
              />
            </Field>
          </>
        )}
        <Field label="行业" optional error={fault('trade')}>
          <TextInput value={values.trade} maxLength={20} placeholder="如：五金建材" onChange={(trade) => set('trade', trade)} />
        </Field>
        <Field label="标签" optional error={fault('tags')} hint="用空格分开，如：电动工具 临街">
          <TextInput value={values.tags} maxLength={200} onChange={(tags) => set('tags', tags)} />
        </Field>
        <Field label="编号" optional error={fault('code')}>
          <TextInput value={values.code} maxLength={30} placeholder="内部系统里的编号" onChange={(code) => set('code', code)} />
        </Field>
      </Section>
      {fields.length > 0 && (
        <Section title="更多资料" flush>
          {fields.map((field) => (
            <Field key={field.id} label={field.label} optional={!field.required} error={fault(`customFields.${field.id}`)}>
              <CustomFieldInput
                field={field}
                value={values.customFields[String(field.id)]}
                onChange={(value) => set('customFields', { ...values.customFields, [String(field.id)]: value })}
              />
            </Field>
          ))}
        </Section>
      )}
      <Section title="联系人" flush>
        <Field label="除了店里已加入的人" optional error={fault('contacts')}>
          <ContactsInput contacts={values.contacts} onChange={(contacts) => set('contacts', contacts)} />
        </Field>
      </Section>
    </>
  );
}
