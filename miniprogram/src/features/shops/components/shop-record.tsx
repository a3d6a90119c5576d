import { SHOP_STATUS_ZH } from '@dianquan/shared/roles';
import { dateTimeText } from '@dianquan/shared/time-text';
import { View } from '@tarojs/components';
import { Avatar } from '@/components/avatar';
import { Detail } from '@/components/detail';
import { Section } from '@/components/section';
import { Tag } from '@/components/tag';
import type { Answer } from '@/platform/contract';
import { valueText } from '../custom-values';
import './shop-record.scss';

type Shop = Answer<'shops.get'>;
type Fields = Answer<'customFields.list'>['items'];

/** The name in full, and how the shop stands to us. */
export function ShopHead({ shop }: { shop: Shop }) {
  return (
    <View className="shop-head">
      <Avatar name={shop.name} size={104} square />
      <View className="shop-head__words">
        <View className="shop-head__name">{shop.name}</View>
        <View className="shop-head__tags">
          {shop.level && <Tag tone="pine">{shop.level} 级</Tag>}
          <Tag>{SHOP_STATUS_ZH[shop.status]}</Tag>
          {shop.tags.map((tag) => (
            <Tag key={tag}>{tag}</Tag>
          ))}
        </View>
      </View>
    </View>
  );
}

/** What is on record; custom fields stand in the admin's order, empty ones are left out. */
export function ShopRecord({ shop, fields }: { shop: Shop; fields: Fields }) {
  const custom = fields.flatMap((field) => {
    const text = valueText(shop.customFields[String(field.id)]);
    return text === null ? [] : [{ id: field.id, label: field.label, text }];
  });
  return (
    <Section title="门店资料">
      <View className="shop-record">
        <Detail label="编号">{shop.code ?? '未填'}</Detail>
        <Detail label="行业">{shop.trade ?? '未填'}</Detail>
        <Detail label="区域">{shop.regionName ?? '未填'}</Detail>
        <Detail label="地址">{shop.address || '未填'}</Detail>
        <Detail label="业务员">{shop.ownerStaffName ?? '还没有分配'}</Detail>
        <Detail label="加入时间">{shop.joinedAt ? dateTimeText(shop.joinedAt) : '还没有加入'}</Detail>
        {custom.map(({ id, label, text }) => (
          <Detail key={id} label={label}>
            {text}
          </Detail>
        ))}
      </View>
    </Section>
  );
}
