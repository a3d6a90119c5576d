import type { CustomField } from '@dianquan/shared/contract/shops';
import { View } from '@tarojs/components';
import { classes } from '@/components/class-names';
import { Select } from '@/components/select';
import { columnOptions, type Mapping, mapHeader, type SheetHeader, SKIP } from '../columns';
import './mapping-list.scss';

/** Each header of the sheet with an example from below it, and what it is to be here. */
export function MappingList({
  headers,
  fields,
  mapping,
  onChange,
}: {
  headers: SheetHeader[];
  fields: readonly CustomField[];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}) {
  const options = columnOptions(fields);
  return (
    <View className="mapping-list">
      {headers.map(({ header, example, column }) => (
        <View key={header} className={classes('mapping-list__row', column === SKIP && 'mapping-list__row--skipped')}>
          <View className="mapping-list__words">
            <View className="mapping-list__header">{header}</View>
            <View className="mapping-list__example">{example === '' ? '（空）' : example}</View>
          </View>
          <View className="mapping-list__column">
            <Select options={options} chosen={column} onChange={(key) => onChange(mapHeader(mapping, header, key))} />
          </View>
        </View>
      ))}
    </View>
  );
}
