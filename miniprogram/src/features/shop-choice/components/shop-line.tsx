import type { ShopRow } from '@dianquan/shared/contract/shops';
import type { ReactNode } from 'react';
import { Avatar } from '@/components/avatar';
import { Row } from '@/components/row';
import { shopWords } from '../shop-words';

export function ShopLine({ shop, value, onTap }: { shop: ShopRow; value?: ReactNode; onTap?: () => void }) {
  const people = shop.memberCount > 0 ? `${shop.memberCount} 人` : '未加入';
  return (
    <Row
      lead={<Avatar square name={shop.name} size={80} />}
      title={shop.name}
      text={shopWords(shop)}
      value={value ?? people}
      onTap={onTap}
    />
  );
}
