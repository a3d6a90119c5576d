import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Chips } from '@/components/chips';
import { Field } from '@/components/field';
import { Sheet } from '@/components/sheet';
import { TextInput } from '@/components/text-input';
import './role-sheet.scss';

type Role = 'owner' | 'clerk';
type Props = {
  shopName: string;
  hasOwner: boolean;
  /** What the tap will ask, and why. */
  note?: string;
  onJoin: (role: Role, name: string) => unknown;
  onClose: () => void;
};

/** Last question before one is in. Where there is an owner already, everybody else is a clerk. */
export function RoleSheet({ shopName, hasOwner, note, onJoin, onClose }: Props) {
  const [role, setRole] = useState<Role>(hasOwner ? 'clerk' : 'owner');
  const [name, setName] = useState('');
  return (
    <Sheet
      open
      onClose={onClose}
      title={shopName}
      foot={<Button label="加入" busyLabel="正在加入…" onTap={() => onJoin(role, name.trim())} />}
    >
      <View className="sheet-form">
        <Field label="您是" hint={hasOwner ? '这家店已有店主，您加入后由店主确认。' : undefined}>
          <Chips
            options={[
              { key: 'owner', label: '我是店主', disabled: hasOwner },
              { key: 'clerk', label: '我是店员' },
            ]}
            chosen={[role]}
            onChange={([chosen]) => chosen && setRole(chosen as Role)}
          />
        </Field>
        <Field label="怎么称呼您" optional hint="显示给本店同事和业务员">
          <TextInput kind="nickname" value={name} maxLength={30} placeholder="如：王建国" onChange={setName} />
        </Field>
        {note && <View className="role-sheet__note">{note}</View>}
      </View>
    </Sheet>
  );
}
