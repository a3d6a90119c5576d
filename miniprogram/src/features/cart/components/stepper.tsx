import { Input, View } from '@tarojs/components';
import { useState } from 'react';
import { classes } from '@/components/class-names';
import { Icon } from '@/components/icon';
import { toast } from '@/platform/toast';
import { type Countable, countingOf, stepped, typedQuantity } from '../quantities';
import './stepper.scss';

type Props = {
  sku: Countable;
  unit: string;
  quantity: number;
  onChange: (quantity: number) => void;
  /** What it counts, for who cannot see it. */
  label: string;
};

/** From nothing it is one plus; with something in it minus, the figure that can be typed over, and plus. */
export function Stepper({ sku, unit, quantity, onChange, label }: Props) {
  const [typed, setTyped] = useState(String(quantity));
  const [shown, setShown] = useState(quantity);
  // Not afterwards: a box that is drawn for the first time would show the old figure first, and Taro's box on h5 trips over a change then.
  if (shown !== quantity) {
    setShown(quantity);
    setTyped(String(quantity));
  }
  const counting = countingOf(sku, unit);
  const step = (direction: 1 | -1) => {
    const next = stepped(quantity, counting, direction);
    if (next !== quantity) onChange(next);
    else if (direction === 1) toast(counting.most === 0 ? `不能按${unit}订，请换个单位` : `一次最多订 ${counting.most} ${unit}`);
  };
  const take = () => {
    if (typed === String(quantity)) return;
    const read = typedQuantity(typed, sku, unit);
    if ('quantity' in read) {
      onChange(read.quantity);
      return;
    }
    toast(read.fault);
    setTyped(String(quantity));
  };
  return (
    <View className="stepper" onClick={(event) => event.stopPropagation()}>
      {quantity > 0 && (
        <>
          <View className="stepper__button" ariaRole="button" ariaLabel={`${label}减少`} onClick={() => step(-1)}>
            <View className="stepper__sign">
              <Icon name="minus" size={32} colour="pine" />
            </View>
          </View>
          <Input
            className="stepper__figure"
            type="number"
            maxlength={8}
            value={typed}
            ariaLabel={`${label}数量`}
            onInput={(event) => setTyped(event.detail.value)}
            onBlur={take}
            onConfirm={take}
          />
        </>
      )}
      <View className="stepper__button" ariaRole="button" ariaLabel={`${label}增加`} onClick={() => step(1)}>
        <View className={classes('stepper__sign', 'stepper__sign--full')}>
          <Icon name="plus" size={32} colour="card" />
        </View>
      </View>
    </View>
  );
}
