import { countText, moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { Bar } from '@/components/bar';
import type { Item } from '@/platform/contract';
import './sales-report.scss';

/** One row of the report as a bar beside the others; a tap opens what it is made of. */
export function SalesBar({ row, most, onTap }: { row: Item<'reports.sales'>; most: number; onTap: () => void }) {
  return (
    <View className="sales-report__bar" ariaRole="button" onClick={onTap}>
      <Bar
        label={row.label}
        figure={moneyText(row.fen)}
        share={most > 0 ? row.fen / most : 0}
        note={`${countText(row.orders)} 单，${countText(row.shops)} 家`}
      />
    </View>
  );
}
