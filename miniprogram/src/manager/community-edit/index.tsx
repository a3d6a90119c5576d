import type { CommunityView } from '@dianquan/shared/contract/communities';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { CommunityFields } from '@/features/communities-admin/components/community-fields';
import { JoinRequests } from '@/features/communities-admin/components/join-requests';
import { useCommunityForm } from '@/features/communities-admin/use-community-form';
import { back, goTo, usePageQuery } from '@/platform/navigation';
import { useAnswer, useCommand } from '@/platform/query';
import { confirm, toast, toastError } from '@/platform/toast';
import './index.scss';

export default function CommunityEditPage() {
  const { id } = usePageQuery();
  const answer = useAnswer('communities.get', { params: { id: Number(id) } }, { enabled: id !== undefined });
  if (id === undefined) return <CommunityForm community={null} />;
  if (answer.data) return <CommunityForm key={answer.data.id} community={answer.data} />;
  return (
    <PageFrame>
      <AnswerView answer={answer} skeleton="line">
        {() => null}
      </AnswerView>
    </PageFrame>
  );
}

function CommunityForm({ community }: { community: CommunityView | null }) {
  const { form, save, busy } = useCommunityForm(community, () => {
    toast(community ? '社区已保存' : '社区已开通');
    back();
  });
  return (
    <PageFrame
      title={community ? '编辑社区' : '新建社区'}
      bar={
        <ActionBar>
          <Button label={community ? '保存社区' : '开通社区'} busy={busy} busyLabel="正在保存…" onTap={save} />
        </ActionBar>
      }
    >
      {community?.archivedAt && <NoticeStrip>已归档：门店看不到，也不能发动态。</NoticeStrip>}
      {community && <JoinRequests communityId={community.id} />}
      <CommunityFields form={form} />
      {community && <More community={community} />}
    </PageFrame>
  );
}

function More({ community }: { community: CommunityView }) {
  const update = useCommand('communities.update', { refresh: ['communities.list', 'communities.get'] });
  const isArchived = community.archivedAt !== null;
  const archive = async () => {
    const asked = { title: `归档「${community.name}」？`, loses: '门店马上看不到它；动态会留着，随时可以重新开放。', action: '归档' };
    if (!isArchived && !(await confirm(asked))) return;
    try {
      await update.mutateAsync({ params: { id: community.id }, body: { archived: !isArchived } });
      toast(isArchived ? '已重新开放' : '已归档');
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <Section flush>
      {!isArchived && <Row icon="eye" title="去社区看看" onTap={() => goTo('community', { id: community.id })} />}
      <Row
        icon={isArchived ? 'refresh' : 'close'}
        title={isArchived ? '重新开放' : '归档社区'}
        danger={!isArchived}
        onTap={() => void archive()}
      />
    </Section>
  );
}
