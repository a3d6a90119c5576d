import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { TabStrip } from '@/components/tab-strip';
import { InvitationRow } from '@/features/sales/components/invitation-row';
import { RejectionRow } from '@/features/sales/components/rejection-row';
import { useActor } from '@/features/session/use-actor';
import type { Item } from '@/platform/contract';
import { goTo } from '@/platform/navigation';
import { useCommand, usePages } from '@/platform/query';
import { confirm, toast } from '@/platform/toast';

type Tab = 'open' | 'ended' | 'rejections';
const TABS: { key: Tab; label: string }[] = [
  { key: 'open', label: '有效' },
  { key: 'ended', label: '已结束' },
  { key: 'rejections', label: '没加入成' },
];

/** What I handed out and what came of it; and who could not come in, with the reason. */
export default function InvitationsPage() {
  const [tab, setTab] = useState<Tab>('open');
  return (
    <PageFrame
      bar={
        <ActionBar>
          <Button label="出示邀请码" onTap={() => goTo('myCode')} />
        </ActionBar>
      }
    >
      <TabStrip tabs={TABS} current={tab} onChange={setTab} />
      {tab === 'rejections' ? <Rejections /> : <Invitations key={tab} state={tab} />}
    </PageFrame>
  );
}

function Invitations({ state }: { state: 'open' | 'ended' }) {
  const pages = usePages('invitations.list', { query: { state } });
  const revoke = useCommand('invitations.revoke', { refresh: ['invitations.list'], onDone: () => toast('邀请已撤销') });
  const ask = async ({ id, used }: Item<'invitations.list'>) => {
    const loses = `已发出去的码和卡片马上不能再用。已加入的 ${used} 人不受影响。`;
    if (await confirm({ title: '撤销这个邀请？', loses, action: '撤销' })) revoke.mutate({ params: { id } });
  };
  return (
    <PagedList
      pages={pages}
      keyOf={({ id }) => id}
      row={(one) => <InvitationRow invitation={one} onOpen={() => goTo('myCode', { id: one.id })} onRevoke={() => ask(one)} />}
      empty={
        state === 'open'
          ? {
              icon: 'code',
              title: '还没有发出邀请',
              text: '出示邀请码，店主扫一扫就能加入。',
              action: { label: '出示邀请码', onTap: () => goTo('myCode') },
            }
          : { icon: 'check', title: '没有已结束的邀请', text: '撤销、过期或用完的邀请会列在这里。' }
      }
    />
  );
}

function Rejections() {
  const actor = useActor();
  const pages = usePages('invitations.rejections');
  return (
    <PagedList
      pages={pages}
      keyOf={({ id }) => id}
      row={(one) => <RejectionRow rejection={one} isMine={one.inviterName === actor?.name} />}
      empty={{ icon: 'check', title: '大家都顺利加入了', text: '没能加入的人会列在这里，写明原因。' }}
    />
  );
}
