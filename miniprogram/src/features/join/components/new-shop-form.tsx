import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { Section } from '@/components/section';
import { TextInput } from '@/components/text-input';
import { useForm } from '@/components/use-form';
import { whereAmI } from '@/platform/location';
import './steps.scss';

export type NewShop = { name: string; address?: string; latitude?: number; longitude?: number };
type Props = { onDone: (shop: NewShop) => void; onBack: () => void };

/** Two fields are enough to be in; the rest the salesperson fills in. */
export function NewShopForm({ onDone, onBack }: Props) {
  const form = useForm({ name: '', address: '' }, { draft: 'new-shop' });
  const [place, setPlace] = useState<{ latitude: number; longitude: number } | null>(null);
  const done = async () => {
    const name = form.values.name.trim();
    if ([...name].length < 2) {
      form.setFault('name', '店名至少 2 个字');
      return;
    }
    const at = place ?? (await whereAmI());
    setPlace(at);
    onDone({ name, address: form.values.address.trim() || undefined, ...at });
  };
  return (
    <View>
      <View className="join-steps__head">新建门店</View>
      <Section flush>
        <Field label="店名" error={form.fault('name')}>
          <TextInput value={form.values.name} maxLength={60} placeholder="招牌上的名字" onChange={(value) => form.set('name', value)} />
        </Field>
        <Field label="地址" optional error={form.fault('address')}>
          <TextInput
            value={form.values.address}
            maxLength={120}
            placeholder="街道和门牌"
            onChange={(value) => form.set('address', value)}
          />
        </Field>
      </Section>
      <View className="join-steps__other join-steps__buttons">
        <Button label="下一步" onTap={done} />
        <Button kind="plain" label="返回找店" onTap={onBack} />
      </View>
    </View>
  );
}
