import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Picture } from '@/components/picture';
import './order-lines.scss';

export type ShownLine = {
  key: number | string;
  name: string;
  spec: string;
  picture: { url: string; thumbUrl: string | null } | null;
  unit: string;
  quantity: number;
  unitFen: number | null;
  totalFen: number | null;
  note?: string;
  /** What is special about it: a fault, what changed, how much has gone out. */
  remark?: ReactNode;
  danger?: boolean;
  onTap?: () => void;
};

/** Lines of an order or of what will be one. */
export function OrderLines({ lines }: { lines: ShownLine[] }) {
  return (
    <View className="order-lines">
      {lines.map(({ key, name, spec, picture, unit, quantity, unitFen, totalFen, note, remark, danger, onTap }) => (
        <View key={key} className="order-lines__line" onClick={onTap}>
          <View className="order-lines__picture">
            <Picture src={picture?.thumbUrl ?? picture?.url} alt={name} />
          </View>
          <View className="order-lines__words">
            <View className="order-lines__head">
              <View className="order-lines__name">{name}</View>
              <View className="order-lines__total">{totalFen === null ? '—' : moneyText(totalFen)}</View>
            </View>
            <View className="order-lines__spec">
              {spec}
              <View className="order-lines__count">
                {unitFen !== null && `${moneyText(unitFen)} × `}
                {quantity} {unit}
              </View>
            </View>
            {note && <View className="order-lines__note">备注：{note}</View>}
            {remark && <View className={danger ? 'order-lines__remark order-lines__remark--danger' : 'order-lines__remark'}>{remark}</View>}
          </View>
        </View>
      ))}
    </View>
  );
}
