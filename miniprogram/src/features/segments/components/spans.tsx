import { fenFromText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { DateInput } from '@/components/date-time-input';
import { LinkText } from '@/components/link-text';
import { TextInput } from '@/components/text-input';
import './spans.scss';

type Numbers = { min?: number; max?: number };

/** From a number to a number, either of them left open. Money is typed in yuan and kept in fen. */
export function NumberSpan({
  min,
  max,
  unit,
  money = false,
  onChange,
}: Numbers & { unit: string; money?: boolean; onChange: (span: Numbers) => void }) {
  return (
    <View className="span">
      <NumberInput
        value={min}
        unit={unit}
        money={money}
        placeholder="不限"
        label="至少"
        onChange={(value) => onChange({ min: value, max })}
      />
      <NumberInput
        value={max}
        unit={unit}
        money={money}
        placeholder="不限"
        label="至多"
        onChange={(value) => onChange({ min, max: value })}
      />
    </View>
  );
}

export function NumberInput({
  value,
  unit,
  money = false,
  label,
  placeholder,
  onChange,
}: {
  value: number | undefined;
  unit: string;
  money?: boolean;
  label: string;
  placeholder?: string;
  onChange: (value: number | undefined) => void;
}) {
  const [typed, setTyped] = useState(value === undefined ? '' : String(money ? value / 100 : value));
  const change = (text: string) => {
    setTyped(text);
    onChange(readNumber(text, money));
  };
  return (
    <View className="span__line">
      <View className="span__label">{label}</View>
      <View className="span__box">
        <TextInput
          value={typed}
          kind={money ? 'decimal' : 'number'}
          unit={unit}
          placeholder={placeholder}
          maxLength={12}
          onChange={change}
        />
      </View>
    </View>
  );
}

/** Empty and unreadable are both "not given". */
export function readNumber(text: string, money: boolean): number | undefined {
  if (money) return fenFromText(text) ?? undefined;
  const number = Number(text.trim());
  return text.trim() === '' || !Number.isFinite(number) ? undefined : number;
}

type Days = { from?: string; to?: string };

/** From a day to a day, both belonging to it, either of them left open. */
export function DaySpan({ from, to, onChange }: Days & { onChange: (span: Days) => void }) {
  return (
    <View className="span">
      <View className="span__line">
        <View className="span__label">从</View>
        <View className="span__box">
          <DateInput value={from ?? null} placeholder="不限" onChange={(day) => onChange({ from: day, to })} />
        </View>
      </View>
      <View className="span__line">
        <View className="span__label">到</View>
        <View className="span__box">
          <DateInput value={to ?? null} placeholder="不限" onChange={(day) => onChange({ from, to: day })} />
        </View>
      </View>
      {(from ?? to) && <LinkText label="清除日期" onTap={() => onChange({ from: undefined, to: undefined })} />}
    </View>
  );
}
