import type { StatementView } from '@dianquan/shared/contract/payments';
import { queryClient, useAnswer, useCommand } from '@/platform/query';
import { confirm, toast } from '@/platform/toast';
import { useObjections } from './use-objections';
import { monthText } from './words';

/** One month of a shop, what its owner says to it, and what finance says to that. */
export function useStatement(params: { shopId: number; month: string }) {
  const answer = useAnswer('statements.get', { params }, { staleTime: 0 });
  const objections = useObjections(answer.data?.lines ?? []);
  const onDone = (changed: StatementView) => queryClient.setQueryData(['statements.get', { params }], changed);
  const saying = useCommand('statements.answer', { refresh: ['statements.list'], onDone });
  const replying = useCommand('statements.reply', { refresh: ['statements.list', 'orders.queues'], onDone });
  return {
    answer,
    objections,
    agree: async () => {
      const asked = {
        title: `确认${monthText(params.month)}对账单？`,
        loses: '确认后按月末欠款结算，之后的改动记在下个月。',
        action: '确认',
        danger: false,
      };
      if (!(await confirm(asked))) return;
      await saying.mutateAsync({ params, body: { confirm: true } });
      toast('已确认');
    },
    object: async () => {
      await saying.mutateAsync({ params, body: { confirm: false, objections: objections.list } });
      objections.clear();
      toast('异议已提交，财务会答复您');
    },
    reply: async (lineId: number, text: string) => {
      await replying.mutateAsync({ params, body: { lineId, text } });
      toast('已答复门店');
    },
  };
}
