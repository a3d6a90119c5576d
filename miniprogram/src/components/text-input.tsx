import { Input, View } from '@tarojs/components';
import { classes } from './class-names';
import './text-input.scss';

type Props = {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  /** The keyboard that fits; `phone` and `number` show digits, `nickname` offers the WeChat name. */
  kind?: 'text' | 'phone' | 'number' | 'decimal' | 'nickname';
  maxLength?: number;
  unit?: string;
  disabled?: boolean;
  focus?: boolean;
  onBlur?: () => void;
  onConfirm?: () => void;
};

const TYPES = { text: 'text', phone: 'number', number: 'number', decimal: 'digit', nickname: 'nickname' } as const;

export function TextInput({
  value,
  onChange,
  placeholder,
  kind = 'text',
  maxLength = 140,
  unit,
  disabled = false,
  focus,
  onBlur,
  onConfirm,
}: Props) {
  return (
    <View className={classes('text-input', disabled && 'text-input--off')}>
      <Input
        className="text-input__box"
        type={TYPES[kind]}
        value={value}
        placeholder={placeholder}
        placeholderClass="text-input__placeholder"
        maxlength={maxLength}
        disabled={disabled}
        focus={focus}
        onInput={(event) => onChange(event.detail.value)}
        onBlur={onBlur}
        onConfirm={onConfirm}
      />
      {unit && <View className="text-input__unit">{unit}</View>}
    </View>
  );
}
