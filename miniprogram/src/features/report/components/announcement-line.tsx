import type { AnnouncementRow } from '@dianquan/shared/contract/announcements';
import { countText, percentText } from '@dianquan/shared/money';
import { timeText } from '@dianquan/shared/time-text';
import { View } from '@tarojs/components';
import { Tag } from '@/components/tag';
import { useNow } from '@/platform/clock';
import { CATEGORY_ZH, rowWords, STATE_ZH, shareOf } from '../words';
import './announcement-line.scss';

const TONES = { draft: 'plain', scheduled: 'amber', publishing: 'amber', published: 'pine', withdrawn: 'danger' } as const;

/** One announcement in the list: its state in words, and how much of its people has read it. */
export function AnnouncementLine({ row, onTap }: { row: AnnouncementRow; onTap: () => void }) {
  const now = useNow();
  const share = shareOf(row.counts.read, row.counts.people);
  const isOut = row.state === 'published' || row.state === 'withdrawn';
  return (
    <View className="announcement-line" ariaRole="button" onClick={onTap}>
      <View className="announcement-line__title">{row.title}</View>
      <View className="announcement-line__meta">
        <Tag tone={TONES[row.state]}>{STATE_ZH[row.state]}</Tag>
        <View className="announcement-line__words">
          {CATEGORY_ZH[row.category]} · {rowWords(row, (at) => timeText(at, now))}
        </View>
      </View>
      {isOut && row.counts.people > 0 && (
        <View className="announcement-line__read">
          <View className="announcement-line__track">
            <View className="announcement-line__fill" style={{ width: `${share * 100}%` }} />
          </View>
          <View className="announcement-line__figure">
            已读 {countText(row.counts.read)} 人 · {percentText(share)}
          </View>
        </View>
      )}
    </View>
  );
}
