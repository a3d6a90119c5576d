import type { SegmentView } from '@dianquan/shared/contract/segments';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { PageFrame } from '@/components/page-frame';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { TextInput } from '@/components/text-input';
import { useCustomFields, usePreview, useRuleNames } from '@/features/segments/api';
import { ManualShops } from '@/features/segments/components/manual-shops';
import { PreviewList } from '@/features/segments/components/preview-list';
import { RuleEditor } from '@/features/segments/components/rule-editor';
import { usedWords } from '@/features/segments/components/segment-card';
import { type SegmentKind, useSegmentForm } from '@/features/segments/use-segment-form';
import { ShopChoiceSheet } from '@/features/shop-choice/components/shop-choice-sheet';
import { ShopLine } from '@/features/shop-choice/components/shop-line';
import { back, goTo, usePageQuery } from '@/platform/navigation';
import { useAnswer, useCommand } from '@/platform/query';
import { confirm, toast } from '@/platform/toast';
import './index.scss';

export default function SegmentEditPage() {
  const { id, kind } = usePageQuery();
  const segment = useAnswer('segments.get', { params: { id: Number(id) } }, { enabled: id !== undefined });
  if (id === undefined) return <SegmentForm segment={null} kind={kind === 'manual' ? 'manual' : 'rule'} />;
  if (segment.data) return <SegmentForm segment={segment.data} kind={segment.data.kind} />;
  return (
    <PageFrame>
      <AnswerView answer={segment} skeleton="line">
        {() => null}
      </AnswerView>
    </PageFrame>
  );
}

function SegmentForm({ segment, kind }: { segment: SegmentView | null; kind: SegmentKind }) {
  const form = useSegmentForm(segment, kind, () => {
    toast('分群已保存');
    back();
  });
  const [picking, setPicking] = useState(false);
  const fields = useCustomFields();
  const names = useRuleNames([form.rule]);
  const preview = usePreview(kind === 'rule' ? form.rule : null);
  const remove = useCommand('segments.remove', { refresh: ['segments.list'], onDone: back });
  const askRemove = async () => {
    if (!segment) return;
    const yes = await confirm({ title: `删除分群「${segment.name}」？`, loses: '门店还在，只是不再有这个分群。', action: '删除' });
    if (yes) await remove.mutateAsync({ params: { id: segment.id } });
  };
  return (
    <PageFrame
      title={segment ? '编辑分群' : '新建分群'}
      bar={
        <ActionBar
          note={segment && segment.usedBy.communities + segment.usedBy.announcements > 0 && `${usedWords(segment.usedBy)}，保存后马上生效`}
        >
          {segment && <Button kind="danger" label="删除" onTap={askRemove} />}
          <Button label="保存分群" busy={form.busy} busyLabel="正在保存…" onTap={form.save} />
        </ActionBar>
      }
    >
      <Field label="名称" error={form.nameFault}>
        <TextInput value={form.name} onChange={form.setName} placeholder="如：武侯区 A 级五金店" maxLength={30} />
      </Field>
      {kind === 'rule' ? (
        <>
          <Section title="符合下面规则的门店自动进来，不再符合的自动出去">
            <RuleEditor draft={form.draft} onChange={form.setDraft} names={names} fields={fields} faults={form.faultsOf(preview.error)} />
          </Section>
          <PreviewList preview={preview} row={(shop) => <ShopLine shop={shop} />} />
        </>
      ) : (
        <ManualShops
          segmentId={segment?.id ?? null}
          added={form.added}
          removed={form.removed}
          onToggle={form.toggleRemoved}
          onAdd={() => setPicking(true)}
          row={(shop) => <ShopLine shop={shop} />}
        />
      )}
      {segment && (
        <Section flush>
          <Row icon="megaphone" title="给这个分群写公告" onTap={() => goTo('composeAnnouncement', { segmentId: segment.id })} />
        </Section>
      )}
      {picking && (
        <ShopChoiceSheet
          title="添加门店"
          chosen={form.added}
          onClose={() => setPicking(false)}
          onDone={(shopIds) => {
            setPicking(false);
            form.setAdded(shopIds);
          }}
        />
      )}
    </PageFrame>
  );
}
