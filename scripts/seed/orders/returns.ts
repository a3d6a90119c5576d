import { type Calendar, HOUR } from '../calendar';
import type { Dice } from '../dice';
import { type Staff, staffByKey } from '../story/types';
import type { Books, Payment } from './books';
import type { Life } from './life';

export type Return = {
  id: number;
  life: Life;
  line: number;
  kind: 'return' | 'exchange' | 'damage';
  state: 'requested' | 'approved' | 'refused' | 'received';
  reason: string;
  units: number;
  fen: number;
  accountId: number;
  at: number;
  decidedBy: Staff;
  decidedAt: number | null;
  receivedBy: Staff;
  receivedAt: number | null;
  refund: Refund | null;
};
export type Refund = { id: number; payment: Payment; fen: number; at: number };

const OFTEN = 0.016;
const REASONS: Record<Return['kind'], string[]> = {
  return: ['规格拿多了，没拆封', '客户退单，原包装退回', '这个规格卖不动', '工地用不完'],
  exchange: ['换另一个规格', '颜色发错，换一下'],
  damage: ['到货外箱压坏，里面有破损', '通电不转，疑似质量问题', '漏液，不能卖'],
};

/** What came back of what was delivered, as far as it has come by now. */
export function makeReturns(books: Books, calendar: Calendar, source: Dice, staff: Staff[]): Return[] {
  const dice = source.fork('returns');
  const payments = new Map(books.payments.filter(({ state }) => state === 'paid').map((one) => [one.life, one]));
  const people = { decidedBy: staffByKey(staff, 'office'), receivedBy: staffByKey(staff, 'warehouse') };
  const returns = books.lives.flatMap((life): Return[] => {
    if (life.deliveredAt === null || !dice.chance(OFTEN)) return [];
    const one = requestOf(life, calendar, dice, people);
    return one === null ? [] : [one];
  });
  returns.sort((a, b) => a.at - b.at);
  returns.forEach((one, index) => {
    one.id = index + 1;
  });
  for (const one of returns) giveBack(one, payments.get(one.life) ?? null);
  const refunds = returns.flatMap(({ refund }) => refund ?? []).sort((a, b) => a.at - b.at);
  refunds.forEach((refund, index) => {
    refund.id = index + 1;
  });
  return returns;
}

function requestOf(life: Life, calendar: Calendar, dice: Dice, people: Pick<Return, 'decidedBy' | 'receivedBy'>): Return | null {
  const { draft, deliveredAt } = life;
  const index = dice.int(draft.lines.length);
  const { sku, quantity, factor, fen } = draft.lines[index]!;
  const units = Math.floor((quantity * factor * 0.3) / sku.step) * sku.step;
  const at = deliveredAt! + dice.between(6, 200) * HOUR;
  if (units === 0 || at >= calendar.now) return null;
  const kind = dice.weighted(['return', 'exchange', 'damage'] as const, (one) => ({ return: 7, exchange: 1, damage: 2 })[one]);
  const decidedAt = at + dice.between(2, 70) * HOUR;
  const isRefused = dice.chance(0.12);
  const receivedAt = decidedAt + dice.between(20, 96) * HOUR;
  const isDecided = decidedAt < calendar.now;
  const isReceived = isDecided && !isRefused && receivedAt < calendar.now;
  return {
    id: 0,
    life,
    line: index + 1,
    kind,
    state: isReceived ? 'received' : !isDecided ? 'requested' : isRefused ? 'refused' : 'approved',
    reason: dice.pick(REASONS[kind]),
    units,
    fen: kind === 'exchange' ? 0 : fen * units,
    accountId: draft.member?.account.id ?? draft.shop.salesperson.account.id,
    at,
    decidedAt: isDecided ? decidedAt : null,
    receivedAt: isReceived ? receivedAt : null,
    refund: null,
    ...people,
  };
}

/** What was paid beyond what is owed now goes back; of an order on account it is owed no more. */
function giveBack(one: Return, payment: Payment | null): void {
  if (one.state !== 'received' || one.fen === 0 || payment === null) return;
  one.refund = { id: 0, payment, fen: one.fen, at: one.receivedAt! };
  payment.refundedFen += one.fen;
}
