import { useRef, useState } from 'react';
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
  const wanted = JSON.stringify(steps ?? workflow.steps);
  const asked = useSettled(wanted, 400);
  const preview = useAnswer('orders.previewWorkflow', { body: { steps: JSON.parse(asked) as Workflow['steps'] } }, { enabled: mayWrite });
  const put = useCommand('orders.setWorkflow', { refresh: ['orders.workflow', 'orders.queues', 'orders.list', 'orders.get'] });
  const changed = steps !== null && (!isSame(steps, workflow.steps) || until !== workflow.shopCancelUntil);
  const moves = preview.data ? movesText(preview.data.moves) : [];
  const known = asked === wanted && preview.data !== undefined;
  const failed = asked === wanted && preview.data === undefined && preview.isError;
  // What a step has cost does not change with the draft: it stays where it is read.
  const hours = useRef(preview.data?.hours);
  if (preview.data) hours.current = preview.data.hours;
  return {
    draft,
    set: (step: Step, change: Partial<RuleDraft>) => setDraft((old) => ({ ...old, [step]: { ...old[step], ...change } })),
    until,
    setUntil,
    hours: hours.current,
    hoursFailed: hours.current === undefined && preview.isError,
    note: effectOf({ changed, known, failed, moves }),
    known,
    failed,
    again: () => preview.refetch(),
    faulty: steps === null,
    changed,
    save: async () => {
      if (!steps || !known) return;
      const loses = moves.length > 0 ? `${moves.join('；')}。切换后不能退回。` : '没有进行中的订单受影响。';
      if (!(await confirm({ title: '按新的流程走？', loses, action: '切换', danger: moves.length > 0 }))) return;
      await put.mutateAsync({ body: { version: workflow.version, steps, shopCancelUntil: until } });
      toast('流程已切换');
    },
  };
}

/** What the draft would do to open orders, as far as it is known. */
function effectOf({ changed, known, failed, moves }: { changed: boolean; known: boolean; failed: boolean; moves: string[] }) {
  if (!changed) return undefined;
  if (failed) return '没有算出会影响哪些订单';
  if (!known) return '正在算会影响哪些订单…';
  return moves.length > 0 ? moves.join('；') : '没有进行中的订单受影响';
}
