import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { LinkText } from '@/components/link-text';
import { RegionPicker } from '@/components/region-picker';
import { Sheet } from '@/components/sheet';
import { SwitchRow } from '@/components/switch-row';
import { TextInput } from '@/components/text-input';
import { type Address, useAddressForm } from '../use-addresses';

type Values = NonNullable<ReturnType<ReturnType<typeof useAddressForm>['take']>>;
type Props = { address: Address | null; onClose: () => void; onSave: (values: Values) => Promise<unknown>; onRemove?: () => void };

export function AddressSheet({ address, onClose, onSave, onRemove }: Props) {
  const { form, region, fault, take } = useAddressForm(address);
  const { values } = form;
  const save = async () => {
    const taken = take();
    if (!taken) return;
    try {
      await onSave(taken);
      onClose();
    } catch (error) {
      form.takeFaults(error);
    }
  };
  return (
    <Sheet
      open
      title={address ? '修改收货地址' : '新的收货地址'}
      onClose={onClose}
      foot={<Button label="保存地址" busyLabel="正在保存…" onTap={save} />}
    >
      <View className="sheet-form">
        <Field label="收货人" error={fault('contact')}>
          <TextInput value={values.contact} onChange={(contact) => form.set('contact', contact)} maxLength={30} placeholder="谁来收货" />
        </Field>
        <Field label="电话" error={fault('phone')}>
          <TextInput
            kind="phone"
            value={values.phone}
            onChange={(phone) => form.set('phone', phone)}
            maxLength={20}
            placeholder="送货时能打通的电话"
          />
        </Field>
        <Field label="区域" optional>
          <RegionPicker value={region} onChange={(chosen) => form.set('region', chosen)} />
        </Field>
        <Field label="详细地址" error={fault('address')}>
          <TextInput
            value={values.address}
            onChange={(text) => form.set('address', text)}
            maxLength={120}
            placeholder="街道、门牌、哪个门"
          />
        </Field>
        <SwitchRow title="默认送到这里" on={values.isDefault} onChange={(on) => form.set('isDefault', on)} />
        {onRemove && <LinkText label="删除这个地址" onTap={onRemove} />}
      </View>
    </Sheet>
  );
}
