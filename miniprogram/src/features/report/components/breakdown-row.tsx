import type { BreakdownRow as Breakdown } from '@dianquan/shared/contract/announcements';
import { View } from '@tarojs/components';
import { Bar } from '@/components/bar';
import { breakdownBar } from '../words';
import './breakdown-row.scss';

export function BreakdownRow({ row, unread, onTap }: { row: Breakdown; unread: boolean; onTap?: () => void }) {
  const { label, figure, share, note } = breakdownBar(row, unread);
  return (
    <View
      className={onTap ? 'breakdown-row breakdown-row--tappable' : 'breakdown-row'}
      ariaRole={onTap ? 'button' : undefined}
      onClick={onTap}
    >
      <Bar label={label} figure={figure} share={share} note={note} tone={unread ? 'amber' : 'pine'} />
    </View>
  );
}
