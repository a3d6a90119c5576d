import { View } from '@tarojs/components';
import { useEffect, useRef, useState } from 'react';
import { classes } from '@/components/class-names';
import type { Wanted } from '../estimate';
import { converted, countingOf } from '../quantities';
import type { Cart } from '../use-cart';
import { Stepper } from './stepper';
import './line-control.scss';

type Props = {
  cart: Cart;
  sku: Wanted['sku'];
  productName: string;
  picture: Wanted['picture'];
  /** Told which unit is being counted in, so that the price beside it can follow. */
  onUnit?: (unit: string) => void;
};

/** How much of one SKU: the unit and the stepper. A tap shows at once and is saved behind. */
export function LineControl({ cart, sku, productName, picture, onUnit }: Props) {
  const line = cart.of(sku.id);
  const [chosen, setChosen] = useState(() => firstUnit(sku));
  const unit = line?.unit ?? chosen;
  const quantity = line?.quantity ?? 0;
  const told = useRef(onUnit);
  told.current = onUnit;
  useEffect(() => told.current?.(unit), [unit]);
  const set = (change: { unit?: string; quantity: number }) =>
    cart.set({ sku, productName, picture, unit, note: line?.note ?? '', ...change });
  const choose = (next: string) => {
    setChosen(next);
    if (quantity > 0) set({ unit: next, quantity: converted(quantity, sku, unit, next) });
  };
  return (
    <View className="line-control" onClick={(event) => event.stopPropagation()}>
      {sku.units.length > 1 && (
        <View className="line-control__units">
          {sku.units.map(({ name, factor }) => (
            <View
              key={name}
              className="line-control__unit"
              ariaRole="radio"
              ariaLabel={name === unit ? `${name}，已选` : name}
              onClick={() => choose(name)}
            >
              <View className={classes('line-control__word', name === unit && 'line-control__word--on')}>
                {factor === 1 ? name : `${name}·${factor}`}
              </View>
            </View>
          ))}
        </View>
      )}
      <Stepper sku={sku} unit={unit} quantity={quantity} label={`${productName}${sku.spec}`} onChange={(next) => set({ quantity: next })} />
    </View>
  );
}

/** The base unit, or the smallest in which it can be ordered at all. */
export function firstUnit(sku: Wanted['sku']): string {
  return (sku.units.find(({ name }) => countingOf(sku, name).most > 0) ?? sku.units[0])?.name ?? '';
}
