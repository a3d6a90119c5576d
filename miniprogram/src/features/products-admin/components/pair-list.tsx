import { View } from '@tarojs/components';
import { Icon } from '@/components/icon';
import { LinkText } from '@/components/link-text';
import { TextInput } from '@/components/text-input';
import './pair-list.scss';

type Side = { placeholder: string; unit?: string; kind?: 'text' | 'number' | 'decimal' };
type Props = {
  pairs: [string, string][];
  left: Side;
  right: Side;
  most: number;
  add: string;
  onChange: (pairs: [string, string][]) => void;
};

/** A few pairs below each other: a unit and its factor, a quantity and its price. */
export function PairList({ pairs, left, right, most, add, onChange }: Props) {
  const put = (at: number, side: 0 | 1, text: string) =>
    onChange(pairs.map((pair, i) => (i === at ? (side === 0 ? [text, pair[1]] : [pair[0], text]) : pair)));
  return (
    <View className="pair-list">
      {pairs.map(([one, other], at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what is typed is no identity
        <View key={at} className="pair-list__pair">
          <View className="pair-list__side">
            <TextInput value={one} {...left} maxLength={8} onChange={(text) => put(at, 0, text)} />
          </View>
          <View className="pair-list__side">
            <TextInput value={other} {...right} maxLength={10} onChange={(text) => put(at, 1, text)} />
          </View>
          <View className="pair-list__off" ariaRole="button" ariaLabel="去掉" onClick={() => onChange(pairs.filter((_, i) => i !== at))}>
            <Icon name="close" size={32} colour="secondary" />
          </View>
        </View>
      ))}
      {pairs.length < most && <LinkText label={add} onTap={() => onChange([...pairs, ['', '']])} />}
    </View>
  );
}
