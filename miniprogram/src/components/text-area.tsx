import { Textarea, View } from '@tarojs/components';
import './text-area.scss';

type Props = {
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  maxLength?: number;
  onBlur?: () => void;
  bare?: boolean;
};

/** Grows with what is typed; the count shows when the limit comes near. */
export function TextArea({ value, onChange, placeholder, maxLength = 2000, onBlur, bare = false }: Props) {
  return (
    <View className={bare ? 'text-area text-area--bare' : 'text-area'}>
      <Textarea
        className="text-area__box"
        value={value}
        placeholder={placeholder}
        placeholderClass="text-area__placeholder"
        maxlength={maxLength}
        autoHeight
        onInput={(event) => onChange(event.detail.value)}
        onBlur={onBlur}
      />
      {value.length > maxLength * 0.8 && (
        <View className="text-area__count">
          {value.length}/{maxLength}
        </View>
      )}
    </View>
  );
}
