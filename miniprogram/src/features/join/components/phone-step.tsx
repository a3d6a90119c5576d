import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { PhoneNumberButton } from '@/components/phone-number-button';
import { Sheet } from '@/components/sheet';
import { TextInput } from '@/components/text-input';
import './steps.scss';

type Props = { onPhone: (phone: { code: string } | { typed: string }) => Promise<unknown>; onLeave: () => void };
const MOBILE = /^1[3-9]\d{9}$/;

/** By one tap, or typed by whoever would rather: a refusal is answered with the other way, never with a dead end. */
export function PhoneStep({ onPhone, onLeave }: Props) {
  const [typing, setTyping] = useState(false);
  const [refused, setRefused] = useState(false);
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);

  const send = () => {
    if (MOBILE.test(typed)) return onPhone({ typed });
    setFault('请填写 11 位手机号');
  };
  return (
    <Sheet open onClose={onLeave} title="手机号">
      <View className="join-steps__line">用来核对哪家是您的门店，业务员有事也好联系您。</View>
      {refused && <View className="join-steps__hint">没有授权也没关系，手动填写一样可以加入。</View>}
      {typing ? (
        <>
          <Field label="手机号" error={fault}>
            <TextInput
              kind="phone"
              value={typed}
              maxLength={11}
              placeholder="11 位手机号"
              onChange={(value) => {
                setTyped(value);
                setFault(null);
              }}
            />
          </Field>
          <Button label="继续" onTap={send} />
        </>
      ) : (
        <View className="join-steps__buttons">
          <PhoneNumberButton
            label="用微信手机号"
            onCode={(code) => {
              if (code) return onPhone({ code });
              setRefused(true);
              setTyping(true);
            }}
          />
          <Button kind="plain" label="手动填写" onTap={() => setTyping(true)} />
        </View>
      )}
    </Sheet>
  );
}
