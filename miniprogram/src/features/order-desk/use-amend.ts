import type { OrderView } from '@dianquan/shared/contract/orders';
import { fenFromText } from '@dianquan/shared/money';
import { useState } from 'react';

type Line = OrderView['lines'][number];
/** As it is typed. */
export type Draft = { quantity: string; price: string };
export type Amended = { line: number; quantity: number; unitFen?: number };

const draftOf = ({ quantity, unitFen }: Line): Draft => ({ quantity: String(quantity), price: (unitFen / 100).toFixed(2) });

/** What is wrong with a draft, in words; null when it can be sent. */
export function draftFault({ quantity, price }: Draft, line: Pick<Line, 'unit' | 'factor' | 'shipped'>): string | null {
  if (!/^\d{1,8}$/.test(quantity)) return '数量写整数，不要了写 0';
  if (Number(quantity) * line.factor < line.shipped) return '不能少于已经发出的';
  return fenFromText(price) === null ? '单价写到分，例如 12.50' : null;
}

/** Only what differs from the order is sent. */
export function amendedLines(lines: readonly Line[], drafts: Record<number, Draft>): Amended[] {
  return lines.flatMap((line) => {
    const draft = drafts[line.line];
    if (!draft || draftFault(draft, line) !== null) return [];
    const quantity = Number(draft.quantity);
    const unitFen = fenFromText(draft.price) ?? line.unitFen;
    if (quantity === line.quantity && unitFen === line.unitFen) return [];
    return [{ line: line.line, quantity, ...(unitFen === line.unitFen ? {} : { unitFen }) }];
  });
}

/** What the order would come to. */
export function amendedTotal(lines: readonly Line[], amended: readonly Amended[]): number {
  return lines.reduce((sum, line) => {
    const change = amended.find((one) => one.line === line.line);
    return sum + (change ? change.quantity * (change.unitFen ?? line.unitFen) : line.totalFen);
  }, 0);
}

export function useAmend(lines: readonly Line[]) {
  const [drafts, setDrafts] = useState<Record<number, Draft>>({});
  const [note, setNote] = useState('');
  const draft = (line: Line): Draft => drafts[line.line] ?? draftOf(line);
  const changes = amendedLines(lines, drafts);
  return {
    draft,
    fault: (line: Line) => draftFault(draft(line), line),
    set: (line: Line, changed: Partial<Draft>) => setDrafts((old) => ({ ...old, [line.line]: { ...draft(line), ...changed } })),
    note,
    setNote,
    changes,
    totalFen: amendedTotal(lines, changes),
    ready: changes.length > 0 && note.trim() !== '' && lines.every((line) => draftFault(draft(line), line) === null),
  };
}
