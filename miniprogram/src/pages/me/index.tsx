import { MEMBER_ROLE_ZH } from '@dianquan/shared/roles';
import { useState } from 'react';
import { EmptyState } from '@/components/empty-state';
import { FailedState } from '@/components/failed-state';
import { PageFrame } from '@/components/page-frame';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { Sheet } from '@/components/sheet';
import { Skeleton } from '@/components/skeleton';
import { SwitchRow } from '@/components/switch-row';
import { Tag } from '@/components/tag';
import { rememberedInvitation } from '@/features/join/invitation-memory';
import { ProfileHead } from '@/features/people/components/profile-head';
import { staffGroups } from '@/features/people/staff-entries';
import { useSwitchShop } from '@/features/session/api';
import { useSignedIn } from '@/features/session/use-actor';
import { goTo } from '@/platform/navigation';
import { setLargeType, useTextSize } from '@/theme/text-size';

export default function MePage() {
  const { actor, error, again } = useSignedIn();
  const { large } = useTextSize();
  const [choosing, setChoosing] = useState(false);
  const change = useSwitchShop(() => setChoosing(false));
  if (!actor) return <PageFrame>{error ? <FailedState error={error} onRetry={again} /> : <Skeleton shape="row" />}</PageFrame>;
  const { member, memberships, staff } = actor;
  const code = rememberedInvitation();
  return (
    <PageFrame>
      <ProfileHead actor={actor} onTap={() => goTo('editProfile')} />
      {!staff && memberships.length === 0 && (
        <EmptyState
          icon="shop"
          title="还没有加入门店"
          text={code ? '您打开过一份邀请，还差一步就加入了。' : '让供应商的业务员出示邀请码，用微信扫一扫即可加入。'}
          action={code ? { label: '继续加入', onTap: () => goTo('join', { code }) } : undefined}
        />
      )}
      {memberships.length > 0 && (
        <Section title="门店" flush>
          {member && <Row icon="shop" title="我的门店" text={member.shopName} onTap={() => goTo('myShop', { shopId: member.shopId })} />}
          {member && <Row icon="people" title="门店成员" onTap={() => goTo('people', { shopId: member.shopId })} />}
          {member && <Row icon="send" title="邀请同行加入" onTap={() => goTo('invite')} />}
          {memberships.length > 1 && (
            <Row icon="swap" title="切换门店" value={`${memberships.length} 家`} onTap={() => setChoosing(true)} />
          )}
          {memberships
            .filter(({ status }) => status === 'pending')
            .map((one) => (
              <Row key={one.memberId} icon="clock" title={one.shopName} value={<Tag tone="amber">等店主确认</Tag>} />
            ))}
        </Section>
      )}
      {member && (
        <Section title="订货" flush>
          <Row icon="list" title="我的订单" onTap={() => goTo('orders')} />
          <Row icon="heart" title="常购清单" onTap={() => goTo('favourites')} />
          <Row icon="swap" title="退换货" onTap={() => goTo('returns')} />
          <Row icon="book" title="对账单" onTap={() => goTo('statements')} />
          <Row icon="location" title="收货地址" onTap={() => goTo('addresses', { shopId: member.shopId })} />
        </Section>
      )}
      {staffGroups(staff?.roles ?? []).map((group) => (
        <Section key={group.title} title={group.title} flush>
          {group.entries.map(({ page, title, icon }) => (
            <Row key={page} icon={icon} title={title} onTap={() => goTo(page)} />
          ))}
        </Section>
      ))}
      <Section title="设置" flush>
        <Row icon="comment" title="我的动态" onTap={() => goTo('myPosts')} />
        <SwitchRow icon="text" title="大字模式" text="字大一些，看得清楚" on={large} onChange={setLargeType} />
        <Row icon="megaphone" title="消息通知" onTap={() => goTo('messageSettings')} />
        <Row icon="shield" title="隐私与数据" onTap={() => goTo('consentSettings')} />
      </Section>
      <Sheet open={choosing} onClose={() => setChoosing(false)} title="切换门店">
        {memberships
          .filter(({ status }) => status === 'active')
          .map((one) => (
            <Row
              key={one.memberId}
              icon={one.memberId === member?.memberId ? 'check' : 'shop'}
              title={one.shopName}
              text={MEMBER_ROLE_ZH[one.role]}
              onTap={() => change.mutate({ body: { shopId: one.shopId } })}
            />
          ))}
      </Sheet>
    </PageFrame>
  );
}
