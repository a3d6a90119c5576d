import { MEMBER_ROLE_ZH } from '@dianquan/shared/roles';
import { Avatar } from '@/components/avatar';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { FailedState } from '@/components/failed-state';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { Skeleton } from '@/components/skeleton';
import { callPhone } from '@/platform/call-phone';
import type { Answer } from '@/platform/contract';
import { useAnswer } from '@/platform/query';

const dial = (phone: string | null) =>
  phone === null ? null : <Button kind="plain" size="small" icon="phone" label="打电话" onTap={() => callPhone(phone)} />;

/** Those who are here; each can be rung. */
export function ShopPeople({ shopId, onInvite }: { shopId: number; onInvite: () => void }) {
  const people = useAnswer('members.list', { params: { shopId }, query: { limit: 50 } });
  return (
    <Section title="门店成员" flush>
      {people.isError && <FailedState error={people.error} onRetry={people.refetch} />}
      {people.isPending && <Skeleton shape="row" count={2} />}
      {people.data?.items.map((member) => (
        <Row
          key={member.id}
          lead={<Avatar url={member.avatarUrl} name={member.name} size={80} />}
          title={member.name}
          text={[MEMBER_ROLE_ZH[member.role], member.status === 'pending' && '等店主确认', member.invitedBy && `${member.invitedBy}邀请`]
            .filter(Boolean)
            .join(' · ')}
          value={dial(member.phone)}
        />
      ))}
      {people.data?.items.length === 0 && (
        <EmptyState icon="people" title="店里还没有人加入" text="上门时请店主扫一扫。" action={{ label: '邀请这家店', onTap: onInvite }} />
      )}
    </Section>
  );
}

/** Numbers on record, also of a shop nobody of which is here. */
export function ShopContacts({ shop }: { shop: Answer<'shops.get'> }) {
  if (shop.phone === null && shop.contacts.length === 0) return null;
  return (
    <Section title="联系方式" flush>
      {shop.phone && <Row title="门店电话" text={shop.phone} value={dial(shop.phone)} />}
      {shop.contacts.map((contact) => (
        <Row
          key={contact.phone}
          title={contact.name}
          text={[contact.phone, contact.note].filter(Boolean).join(' · ')}
          value={dial(contact.phone)}
        />
      ))}
    </Section>
  );
}
