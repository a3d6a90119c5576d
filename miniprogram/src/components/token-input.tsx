import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from './button';
import { Chips } from './chips';
import { TextInput } from './text-input';
import './token-input.scss';

/** Several short words: tapped where they are known, typed where not. */
export function TokenInput({
  chosen,
  onChange,
  known = [],
  placeholder,
  maxLength = 20,
}: {
  chosen: string[];
  onChange: (chosen: string[]) => void;
  known?: string[];
  placeholder?: string;
  maxLength?: number;
}) {
  const [typed, setTyped] = useState('');
  const words = [...chosen.filter((word) => !known.includes(word)), ...known];
  const add = () => {
    const word = typed.trim();
    if (word !== '' && !chosen.includes(word)) onChange([...chosen, word]);
    setTyped('');
  };
  return (
    <View className="token-input">
      <View className="token-input__line">
        <View className="token-input__box">
          <TextInput value={typed} onChange={setTyped} placeholder={placeholder} maxLength={maxLength} onConfirm={add} />
        </View>
        <Button kind="plain" size="small" label="添加" disabled={typed.trim() === ''} onTap={add} />
      </View>
      <Chips several options={words.map((word) => ({ key: word, label: word }))} chosen={chosen} onChange={onChange} />
    </View>
  );
}
