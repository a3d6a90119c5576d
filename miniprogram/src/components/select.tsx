import { Picker, View } from '@tarojs/components';
import { classes } from './class-names';
import { Icon } from './icon';
import './select.scss';

export type Option<K extends string | number> = { key: K; label: string };

/** One out of a list that is too long for chips, with the platform's own wheel. */
export function Select<K extends string | number>({
  options,
  chosen,
  onChange,
  placeholder = '请选择',
}: {
  options: Option<K>[];
  chosen: K | null;
  onChange: (key: K) => void;
  placeholder?: string;
}) {
  const at = options.findIndex(({ key }) => key === chosen);
  return (
    <Picker
      mode="selector"
      range={options.map(({ label }) => label)}
      value={Math.max(0, at)}
      onChange={(event) => pick(Number(event.detail.value))}
    >
      <Choice text={options[at]?.label} placeholder={placeholder} />
    </Picker>
  );

  function pick(index: number): void {
    const option = options[index];
    if (option) onChange(option.key);
  }
}

/** What stands in the form for something that is chosen elsewhere: a wheel, a sheet, a map. */
export function Choice({ text, placeholder, onTap }: { text?: string | null; placeholder: string; onTap?: () => void }) {
  return (
    <View className={classes('select', !text && 'select--empty')} ariaRole="button" onClick={onTap}>
      <View className="select__text">{text || placeholder}</View>
      <Icon name="down" size={32} colour="secondary" />
    </View>
  );
}
