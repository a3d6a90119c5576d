import { ScrollView, View } from '@tarojs/components';
import './sample-table.scss';

type Cell = { key: string; text: string };

/** The first rows as they stand in the sheet, to see that it was read rightly; scrolls sideways. */
export function SampleTable({ headers, rows }: { headers: string[]; rows: string[][] }) {
  const cells = (row: string[]): Cell[] => headers.map((header, at) => ({ key: header, text: row[at] ?? '' }));
  const lines = rows.map((row, at) => ({ key: `${at}`, cells: cells(row) }));
  return (
    <ScrollView className="sample-table" scrollX enhanced showScrollbar={false}>
      <View className="sample-table__rows">
        <View className="sample-table__row sample-table__row--head">
          {headers.map((header) => (
            <View key={header} className="sample-table__cell">
              {header}
            </View>
          ))}
        </View>
        {lines.map((line) => (
          <View key={line.key} className="sample-table__row">
            {line.cells.map(({ key, text }) => (
              <View key={key} className="sample-table__cell">
                {text}
              </View>
            ))}
          </View>
        ))}
      </View>
    </ScrollView>
  );
}
