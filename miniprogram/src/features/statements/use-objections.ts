import { useState } from 'react';

/** Lines of a statement that somebody does not agree with, each with why; nothing is sent until all are told at once. */
export function useObjections() {
  const [texts, setTexts] = useState<Record<number, string>>({});
  const [editing, edit] = useState<number | null>(null);
  return {
    editing,
    edit,
    textOf: (lineId: number): string => texts[lineId] ?? '',
    set: (lineId: number, text: string) => {
      const { [lineId]: _, ...others } = texts;
      setTexts(text.trim() === '' ? others : { ...others, [lineId]: text.trim() });
      edit(null);
    },
    clear: () => setTexts({}),
    list: Object.entries(texts).map(([lineId, text]) => ({ lineId: Number(lineId), text })),
  };
}
