import type { RichBlock } from '@/components/rich-blocks';

type TextBlock = Extract<RichBlock, { type: 'text' }>;
type Mark = NonNullable<TextBlock['marks']>[number];

/** How a writer says it: `**重点**` is bold, `==醒目==` is in the accent colour. */
const SIGNS = [
  { sign: '**', mark: 'bold' },
  { sign: '==', mark: 'accent' },
] as const;

/** What was typed → the text and its marks. A sign without its partner is plain text. */
export function readMarks(typed: string): { text: string; marks: Mark[] } {
  let text = '';
  const marks: Mark[] = [];
  const begun = new Map<string, number>();
  let at = 0;
  while (at < typed.length) {
    const found = SIGNS.find(({ sign }) => typed.startsWith(sign, at));
    const from = found && begun.get(found.sign);
    if (found && from !== undefined) {
      if (text.length > from) marks.push({ from, to: text.length, mark: found.mark });
      begun.delete(found.sign);
      at += found.sign.length;
    } else if (found && typed.indexOf(found.sign, at + found.sign.length) >= 0) {
      begun.set(found.sign, text.length);
      at += found.sign.length;
    } else {
      text += typed.charAt(at);
      at += 1;
    }
  }
  return trimmed(
    text,
    marks.sort((a, b) => a.from - b.from || a.to - b.to),
  );
}

/** The API takes no white space around a text, and marks must still stand where they stood. */
function trimmed(text: string, marks: Mark[]): { text: string; marks: Mark[] } {
  const whole = text.trim();
  const before = text.length - text.trimStart().length;
  const within = (at: number) => Math.max(0, Math.min(whole.length, at - before));
  const moved = marks.map(({ from, to, mark }) => ({ from: within(from), to: within(to), mark }));
  return { text: whole, marks: moved.filter(({ from, to }) => from < to) };
}

/** The text and its marks → what a writer would have typed. */
export function writeMarks(text: string, marks: readonly Mark[] = []): string {
  const signOf = (mark: Mark['mark']) => SIGNS.find((one) => one.mark === mark)?.sign ?? '';
  const inside = marks.filter(({ from, to }) => from < to && from < text.length);
  let typed = '';
  for (let at = 0; at <= text.length; at += 1) {
    const ending = inside.filter(({ to }) => Math.min(to, text.length) === at).reverse();
    const beginning = inside.filter(({ from }) => from === at);
    typed += [...ending, ...beginning].map(({ mark }) => signOf(mark)).join('') + text.charAt(at);
  }
  return typed;
}

/** One item a line; empty lines and signs of a list in front are left out. */
export function readItems(typed: string): string[] {
  return typed
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-•·*]|\d+[.、])\s*/, '').trim())
    .filter((line) => line !== '');
}
