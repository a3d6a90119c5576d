import { SHOP_STATUS_ZH } from '@dianquan/shared/roles';
import { Avatar } from '@/components/avatar';
import { shortRegion } from '@/components/region-text';
import { Row } from '@/components/row';
import { Tag } from '@/components/tag';
import type { Item } from '@/platform/contract';

type Shop = Item<'shops.list'>;

/** Name, where it is, and whether anybody of it is here yet. */
export function ShopRow({ shop, showOwner = false, onTap }: { shop: Shop; showOwner?: boolean; onTap: () => void }) {
  const text = [
    shop.level && `${shop.level} 级`,
    SHOP_STATUS_ZH[shop.status],
    shortRegion(shop.regionName),
    showOwner && (shop.ownerStaffName ?? '未分配'),
  ].filter(Boolean);
  return (
    <Row
      lead={<Avatar name={shop.name} size={80} square />}
      title={shop.name}
      text={text.join(' · ')}
      value={shop.joinedAt === null ? <Tag>未加入</Tag> : `${shop.memberCount} 人`}
      onTap={onTap}
    />
  );
}
