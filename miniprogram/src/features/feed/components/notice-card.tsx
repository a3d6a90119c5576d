import { View } from '@tarojs/components';
import { Dot } from '@/components/dot';
import { Picture } from '@/components/picture';
import { Tag } from '@/components/tag';
import { Time } from '@/components/time';
import type { HomeItem } from '../use-home';
import './cards.scss';

type Notice = Extract<HomeItem, { kind: 'notice' }>['notice'];
export const CATEGORY_ZH = { new_product: '新品', promotion: '促销', policy: '政策', notice: '通知' } as const;

/** Unread shows by a dot and a bold title, never by colour alone. */
export function NoticeCard({ notice, onTap }: { notice: Notice; onTap: () => void }) {
  return (
    <View className="feed-card" onClick={onTap}>
      <View className="feed-card__head">
        <Tag tone={notice.category === 'promotion' ? 'amber' : 'pine'}>{CATEGORY_ZH[notice.category]}</Tag>
        {notice.waiting && <Tag tone="danger">待确认</Tag>}
        {notice.corrected && <Tag>有更正</Tag>}
        <Time at={notice.publishedAt} className="feed-card__time" />
      </View>
      <View className={notice.read ? 'feed-card__title' : 'feed-card__title feed-card__title--unread'}>
        {!notice.read && <Dot />}
        {notice.title}
      </View>
      {notice.excerpt !== '' && <View className="feed-card__excerpt">{notice.excerpt}</View>}
      {notice.cover && (
        <View className="feed-card__picture">
          <Picture src={notice.cover.thumbUrl ?? notice.cover.url} shape="5:4" />
        </View>
      )}
    </View>
  );
}
