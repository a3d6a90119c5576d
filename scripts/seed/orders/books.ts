import { type Calendar, DAY, HOUR } from '../calendar';
import type { Dice } from '../dice';
import { type Shop, type Staff, staffByKey } from '../story/types';
import { type Life, Lives } from './life';
import { hasCredit } from './plan';
import type { Draft } from './types';

export type Payment = {
  id: number;
  shop: Shop;
  life: Life | null;
  accountId: number;
  method: 'wechat' | 'offline' | 'deposit';
  purpose: 'order' | 'deposit' | 'balance';
  state: 'waiting' | 'paid' | 'closed';
  fen: number;
  refundedFen: number;
  createdAt: number;
  paidAt: number | null;
};
export type Credit = { limitFen: number; termDays: number };
type Event = { at: number; run: () => void };

const HUNDRED_THOUSAND = 100_000;

/** Goes through what every shop ordered and paid, in the order of time: who is over the limit, what is settled month by month. */
export class Books {
  readonly lives: Life[] = [];
  readonly payments: Payment[] = [];
  readonly credits = new Map<Shop, Credit>();
  private readonly makeLife: Lives;
  private readonly finance: Staff;

  constructor(
    private readonly calendar: Calendar,
    staff: Staff[],
    private readonly source: Dice,
    drafts: Draft[],
  ) {
    this.makeLife = new Lives(calendar, staff, source);
    this.finance = staffByKey(staff, 'finance');
    const byShop = new Map<Shop, Draft[]>();
    for (const draft of drafts) {
      const own = byShop.get(draft.shop);
      if (own) own.push(draft);
      else byShop.set(draft.shop, [draft]);
    }
    for (const [shop, own] of byShop) this.keep(shop, own);
    this.lives.sort((a, b) => a.draft.id - b.draft.id);
    this.payments.sort((a, b) => a.createdAt - b.createdAt || a.shop.id - b.shop.id);
    this.payments.forEach((payment, index) => {
      payment.id = index + 1;
    });
  }

  /** What one shop owes as time goes by. */
  private keep(shop: Shop, drafts: Draft[]): void {
    const dice = this.source.fork(`money of ${shop.id}`);
    const credit = hasCredit(shop) ? creditOf(drafts, this.calendar) : null;
    if (credit) this.credits.set(shop, credit);
    let owed = 0;
    let open = 0;
    let deposit = 0;
    const events: Event[] = drafts.map((draft) => ({
      at: draft.at,
      run: () => {
        if (draft.method !== 'account' && deposit >= draft.totalFen && !draft.isCancelled) {
          draft.method = 'deposit';
          deposit -= draft.totalFen;
        }
        const isOver = draft.method === 'account' && draft.totalFen > (credit?.limitFen ?? 0) - owed - open;
        const life = this.makeLife.of(draft, isOver || draft.method === 'offline');
        this.lives.push(life);
        this.pay(life);
        if (draft.method !== 'account' || draft.isCancelled) return;
        open += draft.totalFen;
        if (life.sent === 'all')
          add({
            at: life.shippedAt!,
            run: () => {
              open -= draft.totalFen;
              owed += draft.totalFen;
            },
          });
      },
    }));
    const add = (event: Event) => {
      const index = events.findIndex(({ at }) => at > event.at);
      events.splice(index < 0 ? events.length : index, 0, event);
    };
    if (credit) for (const at of this.settlingDays(dice)) add({ at, run: () => (owed -= this.settle(shop, owed, at, dice)) });
    else if (shop.joinedAt !== null && shop.id % 29 === 0) {
      const at = Math.min(this.calendar.now - 3 * DAY, shop.joinedAt + dice.between(2, 12) * DAY);
      add({ at, run: () => (deposit += this.topUp(shop, at, dice)) });
    }
    for (let next = events.shift(); next; next = events.shift()) next.run();
  }

  private pay(life: Life): void {
    const { shop, method, totalFen, at, isCancelled, member } = life.draft;
    if (method === 'account' || (isCancelled && method !== 'wechat')) return;
    this.payments.push({
      id: 0,
      shop,
      life,
      accountId: member?.account.id ?? shop.salesperson.account.id,
      method,
      purpose: 'order',
      state: isCancelled ? 'closed' : life.paidAt === null ? 'waiting' : 'paid',
      fen: totalFen,
      refundedFen: 0,
      createdAt: at + (method === 'deposit' ? 0 : 20_000),
      paidAt: isCancelled ? null : life.paidAt,
    });
  }

  /** A day between the third and the twentieth of each month. */
  private settlingDays(dice: Dice): number[] {
    const days: number[] = [];
    for (let day = -540; day < -1; day++) {
      if (!this.calendar.isoDay(day).endsWith('-01')) continue;
      const at = this.calendar.at(day + dice.between(2, 19), '15:00') + dice.int(2 * HOUR);
      if (at < this.calendar.now && !dice.chance(0.1)) days.push(at);
    }
    return days;
  }

  /** All that is owed, or most of it; the last of these may still wait for finance to see the money. */
  private settle(shop: Shop, owed: number, at: number, dice: Dice): number {
    const share = dice.chance(0.74) ? 1 : 0.45 + dice.float() * 0.45;
    const fen = share === 1 ? owed : Math.floor((owed * share) / 10_000) * 10_000;
    if (fen <= 0) return 0;
    const seenAt = at + dice.between(10, 1_200) * 60_000;
    const isSeen = seenAt < this.calendar.now;
    this.payments.push(this.byTransfer(shop, 'balance', fen, at, isSeen ? seenAt : null));
    return isSeen ? fen : 0;
  }

  private topUp(shop: Shop, at: number, dice: Dice): number {
    const fen = dice.between(3, 20) * HUNDRED_THOUSAND;
    this.payments.push(this.byTransfer(shop, 'deposit', fen, at, at + HOUR));
    return fen;
  }

  private byTransfer(shop: Shop, purpose: Payment['purpose'], fen: number, createdAt: number, paidAt: number | null): Payment {
    const account = shop.members.find((one) => one.confirmedAt !== null && one.confirmedAt <= createdAt)?.account ?? this.finance.account;
    return {
      id: 0,
      shop,
      life: null,
      accountId: account.id,
      method: 'offline',
      purpose,
      state: paidAt === null ? 'waiting' : 'paid',
      fen,
      refundedFen: 0,
      createdAt,
      paidAt,
    };
  }
}

/** About six weeks of what it orders. */
function creditOf(drafts: Draft[], calendar: Calendar): Credit {
  const recent = drafts.filter(({ at, isCancelled }) => !isCancelled && at > calendar.now - 180 * DAY);
  const monthly = recent.reduce((sum, { totalFen }) => sum + totalFen, 0) / 6;
  return { limitFen: Math.max(5, Math.ceil((monthly * 1.7) / HUNDRED_THOUSAND)) * HUNDRED_THOUSAND, termDays: 30 };
}
