import type { StatementView } from '@dianquan/shared/contract/payments';
import { moneyText } from '@dianquan/shared/money';
import { dayOf } from '@dianquan/shared/time-text';

export const ANSWER_ZH: Record<StatementView['answer']['state'], string> = { open: '待确认', confirmed: '已确认', objected: '有异议' };

/** Nobody is asked for a word on a month that is not over. */
export const stateText = ({ state, running }: { state: StatementView['answer']['state']; running: boolean }): string =>
  running && state === 'open' ? '本月还没结束' : ANSWER_ZH[state];

/** 已确认（周鑫） · 鑫鑫五金: the short word first, which a long name would push over the edge; a month that goes on says so above. */
export function headText({ shopName, running, answer: { state, by } }: Pick<StatementView, 'shopName' | 'running' | 'answer'>): string {
  return running ? shopName : `${stateText({ state, running })}${by ? `（${by}）` : ''} · ${shopName}`;
}

/** `2026-11` → `2026年11月`. */
export function monthText(month: string): string {
  const [year, number] = month.split('-');
  return `${year}年${Number(number)}月`;
}

/** The month before the one of this moment, in Shanghai. */
export function monthBefore(at: number): string {
  const [year = 0, month = 0] = dayOf(at).split('-').map(Number);
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
}

/** What is owed; below zero the supplier owes. */
export const owedText = (fen: number): string => (fen < 0 ? `预付 ${moneyText(-fen)}` : moneyText(fen));
/** Of what may be owed. */
export const leftText = (fen: number): string => (fen < 0 ? `已超 ${moneyText(-fen)}` : `还剩 ${moneyText(fen)}`);
/** With its sign: what makes the debt larger, what makes it smaller. */
export const changeText = (fen: number): string => `${fen > 0 ? '+' : ''}${moneyText(fen)}`;
