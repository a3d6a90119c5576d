import { View } from '@tarojs/components';
import { classes } from './class-names';
import './columns.scss';

export type Column = {
  key: string /** How high, beside the others. */;
  value: number /** Read out, and said when it is the chosen one. */;
  label: string;
};
type Props = {
  columns: Column[];
  chosen: string | null;
  onChoose: (key: string) => void /** Below the first and the last. */;
  ends: [string, string];
};

/** Figures over time, beside each other: a tap on one says which it is. */
export function Columns({ columns, chosen, onChoose, ends }: Props) {
  const most = Math.max(1, ...columns.map(({ value }) => value));
  return (
    <View className="columns">
      <View className="columns__field">
        {columns.map(({ key, value, label }) => (
          <View key={key} className="columns__column" ariaRole="button" ariaLabel={label} onClick={() => onChoose(key)}>
            <View
              className={classes('columns__bar', key === chosen && 'columns__bar--chosen')}
              style={{ height: `${(Math.max(0, value) / most) * 100}%` }}
            />
          </View>
        ))}
      </View>
      <View className="columns__ends">
        <View>{ends[0]}</View>
        <View>{ends[1]}</View>
      </View>
    </View>
  );
}
