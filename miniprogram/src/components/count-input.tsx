import { Input, View } from '@tarojs/components';
import './count-input.scss';
import { Icon } from './icon';

type Props = {
  count: number;
  most: number;
  unit: string;
  /** What is counted, for who cannot see it. */
  label: string;
  onChange: (count: number) => void;
};

/** A whole number from nothing up to the most, by thumb or typed. */
export function CountInput({ count, most, unit, label, onChange }: Props) {
  const take = (typed: string) => onChange(Math.min(most, Number(typed.replace(/\D/g, '').slice(0, 8)) || 0));
  return (
    <View className="count-input">
      <View className="count-input__button" ariaRole="button" ariaLabel={`${label}减少`} onClick={() => onChange(Math.max(0, count - 1))}>
        <Icon name="minus" size={32} colour={count === 0 ? 'faint' : 'pine'} />
      </View>
      <Input
        className="count-input__figure"
        type="number"
        maxlength={8}
        value={count === 0 ? '' : String(count)}
        placeholder="0"
        placeholderClass="count-input__none"
        ariaLabel={`${label}数量`}
        onInput={(event) => take(event.detail.value)}
      />
      <View className="count-input__unit">{unit}</View>
      <View
        className="count-input__button"
        ariaRole="button"
        ariaLabel={`${label}增加`}
        onClick={() => onChange(Math.min(most, count + 1))}
      >
        <Icon name="plus" size={32} colour={count >= most ? 'faint' : 'pine'} />
      </View>
    </View>
  );
}
