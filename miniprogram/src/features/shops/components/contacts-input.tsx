import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import { LinkText } from '@/components/link-text';
import { TextInput } from '@/components/text-input';
import type { ContactDraft } from '../shop-values';
import './contacts-input.scss';

const MOST = 10;
type Props = { contacts: ContactDraft[]; onChange: (contacts: ContactDraft[]) => void };

/** People one can ring there, besides those who are here themselves. */
export function ContactsInput({ contacts, onChange }: Props) {
  const set = (at: number, changed: Partial<ContactDraft>) =>
    onChange(contacts.map((contact, index) => (index === at ? { ...contact, ...changed } : contact)));
  return (
    <View>
      {contacts.map((contact, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a contact being typed has nothing else to be known by
        <View key={at} className="contacts-input">
          <View className="contacts-input__line">
            <View className="contacts-input__name">
              <TextInput value={contact.name} maxLength={30} placeholder="姓名" onChange={(name) => set(at, { name })} />
            </View>
            <View className="contacts-input__phone">
              <TextInput kind="phone" value={contact.phone} maxLength={13} placeholder="电话" onChange={(phone) => set(at, { phone })} />
            </View>
          </View>
          <View className="contacts-input__line">
            <View className="contacts-input__phone">
              <TextInput value={contact.note} maxLength={60} placeholder="备注，如：老板娘" onChange={(note) => set(at, { note })} />
            </View>
            <LinkText label="删去" onTap={() => onChange(contacts.filter((_, index) => index !== at))} />
          </View>
        </View>
      ))}
      {contacts.length < MOST && (
        <Button
          kind="plain"
          size="small"
          icon="plus"
          label="添加联系人"
          onTap={() => onChange([...contacts, { name: '', phone: '', note: '' }])}
        />
      )}
    </View>
  );
}
