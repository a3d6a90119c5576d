import type { ReturnView } from '@dianquan/shared/contract/returns';
import { useState } from 'react';
import type { Input } from '@/platform/contract';
import { queryClient, useCommand } from '@/platform/query';
import { toast } from '@/platform/toast';

type Line = ReturnView['lines'][number];

/** The lines to name: none when all that was asked for is agreed to. */
export function agreedLines(lines: readonly Line[], counts: Record<number, number>): { line: number; quantity: number }[] | undefined {
  const agreed = lines.map(({ line, quantity }) => ({ line, quantity: Math.min(counts[line] ?? quantity, quantity) }));
  return agreed.every(({ quantity }, at) => quantity === lines[at]?.quantity) ? undefined : agreed;
}

export function useReturnDesk(one: ReturnView | undefined) {
  const [counts, setCounts] = useState<Record<number, number>>({});
  const onDone = (changed: ReturnView) => queryClient.setQueryData(['returns.get', { params: { id: changed.id } }], changed);
  const refresh: ['returns.list', 'orders.queues', 'orders.get', 'stock.list'] = [
    'returns.list',
    'orders.queues',
    'orders.get',
    'stock.list',
  ];
  const decide = useCommand('returns.decide', { refresh, onDone });
  const receive = useCommand('returns.receive', { refresh, onDone });
  const params = { id: one?.id ?? 0 };
  const lines = one ? agreedLines(one.lines, counts) : undefined;
  return {
    countOf: ({ line, quantity }: Line) => counts[line] ?? quantity,
    setCount: ({ line, quantity }: Line, typed: string) =>
      setCounts((old) => ({ ...old, [line]: Math.min(quantity, Number(typed.replace(/\D/g, '').slice(0, 8)) || 0) })),
    partial: lines !== undefined,
    nothing: lines?.every(({ quantity }) => quantity === 0) ?? false,
    agree: async () => {
      await decide.mutateAsync({ params, body: { agree: true, lines } });
      toast('已同意，等货回来');
    },
    refuse: async (note: string) => {
      await decide.mutateAsync({ params, body: { agree: false, note } });
      toast('已回复门店');
    },
    receive: async (body: Input<'returns.receive'>['body']) => {
      await receive.mutateAsync({ params, body });
      toast(one?.kind === 'exchange' ? '已收货，换货办结' : '已收货，货款已退回');
    },
  };
}
