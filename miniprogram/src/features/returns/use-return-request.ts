import type { OrderView } from '@dianquan/shared/contract/orders';
import type { ReturnView } from '@dianquan/shared/contract/returns';
import { useState } from 'react';
import type { PickedPicture } from '@/components/picture-picker';
import { sendOnce, unanswered } from '@/platform/intention';
import { invalidate, queryClient } from '@/platform/query';

type Kind = ReturnView['kind'];
/** Base units: what went out, and how much of it the rule still lets go back. */
export type Returnable = { line: number; name: string; spec: string; unit: string; factor: number; shipped: number; most: number };

export function returnable(order: Pick<OrderView, 'lines'>, kind: Kind): Returnable[] {
  return order.lines
    .map(({ returnable: { unsold, damaged }, line, name, spec, unit, factor, shipped }) => {
      return { line, name, spec, unit, factor, shipped, most: kind === 'damage' ? damaged : unsold };
    })
    .filter(({ most }) => most > 0);
}

/** Goods that did not sell come first, unless only what arrived broken may go back. */
const firstKind = (order: OrderView): Kind => (returnable(order, 'return').length > 0 ? 'return' : 'damage');

/** Lines with a quantity, kind, reason and pictures: what a request needs, and what it lacks. */
export function useReturnRequest(order: OrderView) {
  const [kind, setKind] = useState<Kind>(() => firstKind(order));
  const [quantities, setQuantities] = useState<Record<number, number>>({});
  const [reason, setReason] = useState('');
  const [pictures, setPictures] = useState<PickedPicture[]>([]);
  const name = `order-${order.id}`;
  const offered = returnable(order, kind);
  // Of another kind fewer may go back than were entered.
  const quantityOf = ({ line, most }: Pick<Returnable, 'line' | 'most'>) => Math.min(most, quantities[line] ?? 0);
  const lines = offered.map((one) => ({ line: one.line, quantity: quantityOf(one) })).filter(({ quantity }) => quantity > 0);
  const lacks =
    lines.length === 0
      ? '选出要退换的货和数量'
      : reason.trim() === ''
        ? '写明原因'
        : kind === 'damage' && pictures.length === 0
          ? '拍照说明破损情况'
          : null;
  return {
    kind,
    setKind,
    offered,
    quantityOf,
    setQuantity: (line: number, quantity: number) => setQuantities((old) => ({ ...old, [line]: quantity })),
    reason,
    setReason,
    pictures,
    setPictures,
    kinds: lines.length,
    lacks,
    /** The last try had no answer: it goes out again as it was. */
    silent: unanswered('returns.request', name) !== null,
    send: async (): Promise<ReturnView> => {
      const made = await sendOnce('returns.request', name, {
        params: { id: order.id },
        body: { kind, lines, reason: reason.trim(), pictureIds: pictures.map(({ id }) => id) },
      });
      queryClient.setQueryData(['returns.get', { params: { id: made.id } }], made);
      for (const stale of ['returns.list', 'orders.get'] as const) void invalidate(stale);
      return made;
    },
  };
}
