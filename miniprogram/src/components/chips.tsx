import { View } from '@tarojs/components';
import { classes } from './class-names';
import { Icon } from './icon';
import './chips.scss';

export type ChipOption<K extends string | number> = { key: K; label: string; disabled?: boolean };

/** Choices that are all in sight. `several` allows more than one; a chosen one has a tick as well as a colour. */
export function Chips<K extends string | number>({
  options,
  chosen,
  onChange,
  several = false,
}: {
  options: ChipOption<K>[];
  chosen: K[];
  onChange: (chosen: K[]) => void;
  several?: boolean;
}) {
  const tap = (key: K) => {
    const on = chosen.includes(key);
    if (!several) onChange([key]);
    else onChange(on ? chosen.filter((other) => other !== key) : [...chosen, key]);
  };
  return (
    <View className="chips">
      {options.map(({ key, label, disabled }) => {
        const on = chosen.includes(key);
        return (
          <View
            key={key}
            className={classes('chips__chip', on && 'chips__chip--on', disabled && 'chips__chip--off')}
            ariaRole="checkbox"
            ariaLabel={on ? `${label}，已选` : label}
            onClick={disabled ? undefined : () => tap(key)}
          >
            {on && <Icon name="check" size={28} colour="pine" />}
            {label}
          </View>
        );
      })}
    </View>
  );
}
