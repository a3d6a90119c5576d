import type { RecipientRow } from '@dianquan/shared/contract/announcements';
import { MEMBER_ROLE_ZH } from '@dianquan/shared/roles';
import { durationText } from '@dianquan/shared/time-text';
import { View } from '@tarojs/components';
import { Avatar } from '@/components/avatar';
import { Button } from '@/components/button';
import { Row } from '@/components/row';
import { Tag } from '@/components/tag';
import { Time } from '@/components/time';
import { callPhone } from '@/platform/call-phone';
import './person-row.scss';

/** Somebody it was sent to: one who has not read is to be called, of one who has it says when and how long. */
export function PersonRow({ person, unread }: { person: RecipientRow; unread: boolean }) {
  const { name, role, phone, shopName, salespersonName, readAt, seconds, acknowledgedAt, understoodAt } = person;
  return (
    <Row
      lead={<Avatar name={name} size={80} />}
      title={
        <View className="person-row__name">
          <View className="person-row__word">{name}</View>
          <Tag>{MEMBER_ROLE_ZH[role]}</Tag>
          {understoodAt ? <Tag tone="pine">答对题</Tag> : acknowledgedAt && <Tag tone="pine">已确认</Tag>}
        </View>
      }
      text={unread ? [shopName, salespersonName && `业务员 ${salespersonName}`].filter(Boolean).join(' · ') : shopName}
      value={
        unread
          ? phone && <Button kind="plain" size="small" icon="phone" label="打电话" onTap={() => callPhone(phone)} />
          : readAt && <When at={readAt} seconds={seconds} />
      }
    />
  );
}

function When({ at, seconds }: { at: string; seconds: number }) {
  return (
    <View className="person-row__when">
      <Time at={at} />
      <View>{seconds > 0 ? `读了 ${durationText(seconds)}` : '已读'}</View>
    </View>
  );
}
