import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { MemberRow } from '@/features/people/components/member-row';
import { useActor } from '@/features/session/use-actor';
import type { Item } from '@/platform/contract';
import { goTo, startOver, usePageId } from '@/platform/navigation';
import { useCommand, usePages } from '@/platform/query';
import { refreshActor } from '@/platform/session';
import { confirm, toast, toastError } from '@/platform/toast';

/** Who stands behind the counter here. The owner confirms and removes. */
export default function PeoplePage() {
  const actor = useActor();
  const given = usePageId('shopId');
  const shopId = Number.isNaN(given) ? (actor?.member?.shopId ?? 0) : given;
  const pages = usePages('members.list', { params: { shopId } });
  const accept = useCommand('members.confirm', { refresh: ['members.list'], onDone: () => toast('已确认') });
  const remove = useCommand('members.remove', { refresh: ['members.list'] });
  const isOwner = actor?.member?.role === 'owner' && actor.member.shopId === shopId;
  const take = async (member: Item<'members.list'>) => {
    const asked = member.isMe
      ? { title: '退出这家门店？', loses: '您将看不到这家门店的公告和社区。', action: '退出', danger: true }
      : { title: `移除${member.name}？`, loses: '移除后马上看不到本店的公告和社区。', action: '移除', danger: true };
    if (!(await confirm(asked))) return;
    try {
      await remove.mutateAsync({ params: { id: member.id } });
      if (!member.isMe) return;
      await refreshActor();
      startOver('home');
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <PageFrame
      bar={
        actor?.member && (
          <ActionBar>
            <Button label="邀请店员" onTap={() => goTo('invite')} />
          </ActionBar>
        )
      }
    >
      <PagedList
        pages={pages}
        keyOf={(member) => member.id}
        row={(member) => (
          <MemberRow
            member={member}
            isOwner={isOwner}
            onConfirm={() => accept.mutateAsync({ params: { id: member.id } })}
            onRemove={() => take(member)}
          />
        )}
        empty={{
          icon: 'people',
          title: '还没有店员',
          text: '把邀请发给店员，他们点开就能加入。',
          action: { label: '邀请店员', onTap: () => goTo('invite') },
        }}
      />
    </PageFrame>
  );
}
