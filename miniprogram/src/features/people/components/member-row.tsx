import { MEMBER_ROLE_ZH } from '@dianquan/shared/roles';
import { Avatar } from '@/components/avatar';
import { Button } from '@/components/button';
import { LinkText } from '@/components/link-text';
import { Row } from '@/components/row';
import { Tag } from '@/components/tag';
import type { Item } from '@/platform/contract';

type Member = Item<'members.list'>;
type Props = { member: Member; isOwner: boolean; onConfirm: () => Promise<unknown>; onRemove: () => Promise<unknown> };

export function MemberRow({ member, isOwner, onConfirm, onRemove }: Props) {
  const waits = member.status === 'pending';
  const text = [MEMBER_ROLE_ZH[member.role], member.phone, member.invitedBy && `${member.invitedBy}邀请`].filter(Boolean).join(' · ');
  return (
    <Row
      lead={<Avatar url={member.avatarUrl} name={member.name} size={80} />}
      title={member.isMe ? `${member.name}（我）` : member.name}
      text={text}
      value={
        waits && isOwner ? (
          <Button size="small" label="确认" onTap={onConfirm} />
        ) : waits ? (
          <Tag tone="amber">等确认</Tag>
        ) : isOwner && !member.isMe ? (
          <LinkText label="移除" onTap={() => void onRemove()} />
        ) : member.isMe ? (
          <LinkText label="退出" onTap={() => void onRemove()} />
        ) : null
      }
    />
  );
}
