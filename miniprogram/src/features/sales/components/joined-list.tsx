import { MEMBER_ROLE_ZH } from '@dianquan/shared/roles';
import { Avatar } from '@/components/avatar';
import { EmptyState } from '@/components/empty-state';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { Time } from '@/components/time';
import { goTo } from '@/platform/navigation';
import { useJoined } from '../use-joined';

/** Who joined last, as it happens. */
export function JoinedList({ staffId }: { staffId: number | undefined }) {
  const { items, known } = useJoined(staffId);
  return (
    <Section title="刚加入的" more={items.length > 0 ? { label: '全部', onTap: () => goTo('attribution', { staffId }) } : undefined} flush>
      {items.map((one) => (
        <Row
          key={one.accountId}
          lead={<Avatar name={one.memberName} size={80} />}
          title={one.shopName}
          text={`${one.memberName} · ${MEMBER_ROLE_ZH[one.role]}`}
          value={<Time at={one.joinedAt} />}
          onTap={() => goTo('shop', { id: one.shopId })}
        />
      ))}
      {known && items.length === 0 && <EmptyState icon="scan" title="等第一位店主扫码" text="扫码加入后，这里马上能看到。" />}
    </Section>
  );
}
