import type { RecipientRow } from '@dianquan/shared/contract/announcements';
import { MEMBER_ROLE_ZH } from '@dianquan/shared/roles';
import { durationText } from '@dianquan/shared/time-text';
import { View } from '@tarojs/components';
import { Avatar } from '@/components/avatar';
import { Button } from '@/components/button';
import { Tag } from '@/components/tag';
import { Time } from '@/components/time';
import { callPhone } from '@/platform/call-phone';
import './person-row.scss';

/** Somebody it was sent to: one who has not read is to be called, of one who has it says when and how long. */
export function PersonRow({ person, unread }: { person: RecipientRow; unread: boolean }) {
  const { name, role, phone, shopName, salespersonName, acknowledgedAt, understoodAt } = person;
  const salesperson = salespersonName ? `业务员 ${salespersonName}` : '没有业务员';
  return (
    <View className="person-row">
      <Avatar name={name} size={80} />
      <View className="person-row__words">
        <View className="person-row__name">
          <View className="person-row__word">{name}</View>
          <Tag>{MEMBER_ROLE_ZH[role]}</Tag>
          {understoodAt ? <Tag tone="pine">答对题</Tag> : acknowledgedAt && <Tag tone="pine">已确认</Tag>}
        </View>
        <View className="person-row__text">{shopName}</View>
        <View className="person-row__text person-row__text--whole">{unread && phone ? `${phone} · ${salesperson}` : salesperson}</View>
      </View>
      {unread ? (
        phone && <Button kind="plain" size="small" icon="phone" label="打电话" onTap={() => callPhone(phone)} />
      ) : (
        <When person={person} />
      )}
    </View>
  );
}

function When({ person: { readAt, seconds } }: { person: RecipientRow }) {
  return (
    <View className="person-row__when">
      {readAt && <Time at={readAt} />}
      <View>{seconds > 0 ? `读了 ${durationText(seconds)}` : '已读'}</View>
    </View>
  );
}
