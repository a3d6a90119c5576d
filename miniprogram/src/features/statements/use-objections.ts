import type { StatementView } from '@dianquan/shared/contract/payments';
import { useState } from 'react';

type Line = Pick<StatementView['lines'][number], 'id' | 'objection'>;

/** Lines of a statement that somebody does not agree with, each with why; nothing is sent until all are told at once. */
export function useObjections(lines: readonly Line[]) {
  const [texts, setTexts] = useState<Record<number, string>>({});
  const [editing, edit] = useState<number | null>(null);
  const textOf = ({ id, objection }: Line): string => texts[id] ?? objection ?? '';
  return {
    editing,
    edit,
    textOf,
    set: (lineId: number, text: string) => {
      setTexts((old) => ({ ...old, [lineId]: text.trim() }));
      edit(null);
    },
    clear: () => setTexts({}),
    /** Has anything been written that was not sent yet? */
    changed: lines.some((line) => textOf(line) !== (line.objection ?? '')),
    /** Those that were sent before and still stand are told again: the server keeps what it is told last. */
    list: lines.flatMap((line) => (textOf(line) === '' ? [] : [{ lineId: line.id, text: textOf(line) }])),
  };
}
