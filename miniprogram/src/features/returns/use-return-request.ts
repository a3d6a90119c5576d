import type { OrderView } from '@dianquan/shared/contract/orders';
import type { ReturnView } from '@dianquan/shared/contract/returns';
import { useState } from 'react';
import type { PickedPicture } from '@/components/picture-picker';
import { sendOnce, unanswered } from '@/platform/intention';
import { invalidate } from '@/platform/query';

type Kind = ReturnView['kind'];
export type Returnable = { line: number; name: string; spec: string; unit: string; factor: number; most: number };

/** What has gone out and not come back, in base units. */
export function returnable(order: Pick<OrderView, 'lines'>): Returnable[] {
  return order.lines
    .map(({ line, name, spec, unit, factor, shipped, returned }) => ({ line, name, spec, unit, factor, most: shipped - returned }))
    .filter(({ most }) => most > 0);
}

/** Lines with a quantity, kind, reason and pictures: what a request needs, and what it lacks. */
export function useReturnRequest(order: OrderView) {
  const [kind, setKind] = useState<Kind>('return');
  const [quantities, setQuantities] = useState<Record<number, number>>({});
  const [reason, setReason] = useState('');
  const [pictures, setPictures] = useState<PickedPicture[]>([]);
  const name = `order-${order.id}`;
  const lines = returnable(order).flatMap(({ line }) => {
    const quantity = quantities[line] ?? 0;
    return quantity > 0 ? [{ line, quantity }] : [];
  });
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
    quantityOf: (line: number) => quantities[line] ?? 0,
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
      for (const stale of ['returns.list', 'orders.get'] as const) void invalidate(stale);
      return made;
    },
  };
}
