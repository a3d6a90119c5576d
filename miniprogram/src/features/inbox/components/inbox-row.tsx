import { clockOf } from '@dianquan/shared/time-text';
import type { IconName } from '@/components/icon';
import { Row } from '@/components/row';
import { SwipeRow } from '@/components/swipe-row';
import { Tag } from '@/components/tag';
import type { Item } from '@/platform/contract';

type InboxItem = Item<'inbox.list'>;
const ICONS: Record<InboxItem['kind'], IconName> = {
  announcement: 'megaphone',
  reminder: 'warning',
  comment: 'comment',
  reply: 'comment',
  like: 'heart',
  clerk_waiting: 'people',
  membership: 'shop',
  content_refused: 'shield',
  join_request: 'people',
  order: 'list',
  stock_low: 'box',
  system: 'info',
};

/** Unread: a dot and a bold title. Personal things are read by opening them; a notice only by being seen on its page. */
export function InboxRow({ item, onOpen, onRead }: { item: InboxItem; onOpen: () => void; onRead: () => void }) {
  const row = (
    <Row
      icon={ICONS[item.kind]}
      unread={!item.read}
      title={item.title}
      text={item.excerpt}
      value={item.mustAcknowledge ? <Tag tone="danger">待确认</Tag> : clockOf(item.at)}
      onTap={() => {
        if (item.kind !== 'announcement') onRead();
        onOpen();
      }}
    />
  );
  return item.read ? (
    row
  ) : (
    <SwipeRow action="标为已读" onAction={onRead}>
      {row}
    </SwipeRow>
  );
}
