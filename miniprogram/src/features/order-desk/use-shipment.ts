import type { OrderView } from '@dianquan/shared/contract/orders';
import { useState } from 'react';
import { toShip } from './use-desk';

type Line = OrderView['lines'][number];

/** The lines to name: none when all that is there goes. Quantities are base units; a line with nothing in the parcel is left out. */
export function shipmentLines(lines: readonly Line[], counts: Record<number, number>): { line: number; quantity: number }[] | undefined {
  const shipped = lines.map((line) => ({ line: line.line, quantity: Math.min(counts[line.line] ?? toShip(line), toShip(line)) }));
  if (shipped.every(({ quantity }, at) => quantity === toShip(lines[at] as Line))) return undefined;
  return shipped.filter(({ quantity }) => quantity > 0);
}

export function useShipment(order: OrderView) {
  const lines = order.lines.filter((line) => toShip(line) > 0);
  const [counts, setCounts] = useState<Record<number, number>>({});
  const [courier, setCourier] = useState<number | null>(null);
  const [note, setNote] = useState('');
  const listed = shipmentLines(lines, counts);
  return {
    lines,
    countOf: (line: Line) => counts[line.line] ?? toShip(line),
    setCount: (line: Line, typed: string) =>
      setCounts((old) => ({ ...old, [line.line]: Math.min(toShip(line), Number(typed.replace(/\D/g, '').slice(0, 8)) || 0) })),
    courier,
    setCourier,
    note,
    setNote,
    partial: listed !== undefined,
    empty: lines.length === 0 || listed?.length === 0,
    body: { lines: listed, courierStaffId: courier ?? undefined, note: note.trim() },
  };
}
