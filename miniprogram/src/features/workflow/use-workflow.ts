import { useState } from 'react';
import type { Answer } from '@/platform/contract';
import { useAnswer, useCommand } from '@/platform/query';
import { useSettled } from '@/platform/settled';
import { confirm, toast } from '@/platform/toast';
import { type Draft, draftOf, isSame, movesText, type RuleDraft, type Step, switchesOf } from './draft';

type Workflow = Answer<'orders.workflow'>;
export type CancelUntil = Workflow['shopCancelUntil'];

/** The switchboard: what is changed here shows what it would do to open orders before anything happens. */
export function useWorkflow(workflow: Workflow, mayWrite: boolean) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(workflow.steps));
  const [until, setUntil] = useState<CancelUntil>(workflow.shopCancelUntil);
  const steps = switchesOf(draft, workflow.steps);
  // Asked once the typing pauses.
  const asked = useSettled(JSON.stringify(steps ?? workflow.steps), 400);
  const preview = useAnswer('orders.previewWorkflow', { body: { steps: JSON.parse(asked) as Workflow['steps'] } }, { enabled: mayWrite });
  const put = useCommand('orders.setWorkflow', { refresh: ['orders.workflow', 'orders.queues', 'orders.list', 'orders.get'] });
  const changed = steps !== null && (!isSame(steps, workflow.steps) || until !== workflow.shopCancelUntil);
  const moves = preview.data ? movesText(preview.data.moves) : [];
  return {
    draft,
    set: (step: Step, change: Partial<RuleDraft>) => setDraft((old) => ({ ...old, [step]: { ...old[step], ...change } })),
    until,
    setUntil,
    preview,
    moves,
    faulty: steps === null,
    changed,
    save: async () => {
      if (!steps) return;
      const loses = moves.length > 0 ? `${moves.join('；')}。切换后不能退回。` : '没有进行中的订单受影响。';
      if (!(await confirm({ title: '按新的流程走？', loses, action: '切换', danger: moves.length > 0 }))) return;
      await put.mutateAsync({ body: { version: workflow.version, steps, shopCancelUntil: until } });
      toast('流程已切换');
    },
  };
}
