import { nextStep, type OrderState, type OrderStep, STEP_STATE } from '@dianquan/shared/workflow';
import { DEFAULT_WORKFLOW } from '@dianquan/shared/workflow-switch';
import { type Calendar, DAY, HOUR, MINUTE } from '../calendar';
import type { Dice } from '../dice';
import { type Staff, staffByKey } from '../story/types';
import type { Draft } from './types';

export type Step = {
  step: string;
  from: string;
  to: string;
  accountId: number | null;
  staffId: number | null;
  note: string;
  detail: object | null;
  at: number;
};
/** What became of an order until now. */
export type Life = {
  draft: Draft;
  state: OrderState;
  nextStep: string | null;
  needsFinance: boolean;
  awaitsAgreement: boolean;
  /** Lines that have left; all of them once it is shipped. */
  sent: 'none' | 'all' | number;
  steps: Step[];
  warehouseId: number;
  courier: Staff;
  shippedAt: number | null;
  deliveredAt: number | null;
  deliveredBy: number | null;
  /** When the money was seen. */
  paidAt: number | null;
  stateAt: number;
};
type Crew = { office: Staff; finance: Staff; warehouse: Staff; couriers: Staff[] };
type Next = { step: OrderStep; at: number; accountId: number | null; staffId: number | null; role: string };

const SHANGHAI = 8 * HOUR;
/** What is older was taken over from the books that were kept before: placed, sent, done. */
const TAKEN_OVER_DAYS = 200;
const REASONS = ['客户改主意了', '订重了，重新下单', '规格订错', '工地延期，暂时不要', '价格再谈谈'];

/** Takes orders through the workflow as its people would, in the hours in which they work, up to now. */
export class Lives {
  private readonly crew: Crew;

  constructor(
    private readonly calendar: Calendar,
    staff: Staff[],
    private readonly source: Dice,
  ) {
    this.crew = {
      office: staffByKey(staff, 'office'),
      finance: staffByKey(staff, 'finance'),
      warehouse: staffByKey(staff, 'warehouse'),
      couriers: staff.filter((one) => one.content.roles.includes('courier')),
    };
  }

  of(draft: Draft, needsFinance: boolean): Life {
    const dice = this.source.fork(`life ${draft.id}`);
    const life = this.begun(draft, needsFinance);
    if (draft.isCancelled) return this.cancelled(life, dice);
    if (draft.method === 'wechat') life.paidAt = this.past(draft, draft.at + dice.between(40, 400) * 1000);
    if (draft.method === 'deposit') life.paidAt = draft.at;
    for (const next of this.ahead(life, dice)) {
      if (next.at >= this.end(draft)) break;
      this.take(life, next);
    }
    if (draft.at < this.calendar.now - TAKEN_OVER_DAYS * DAY) shorten(life);
    this.close(life);
    if (life.nextStep !== null) this.twist(life, dice);
    return life;
  }

  private begun(draft: Draft, needsFinance: boolean): Life {
    const by = draft.member?.account.id ?? draft.shop.salesperson.account.id;
    const staffId = draft.member ? null : draft.shop.salesperson.id;
    const placed = { step: 'placement', from: '', to: 'submitted', accountId: by, staffId, note: '', detail: null, at: draft.at };
    const district = draft.shop.regionCode.slice(0, 6);
    const isNorth = ['510106', '510105', '510124', '510182'].includes(district);
    return {
      draft,
      state: 'submitted',
      nextStep: null,
      needsFinance,
      awaitsAgreement: false,
      sent: 'none',
      steps: [placed],
      warehouseId: isNorth && draft.id % 3 !== 0 ? 2 : 1,
      courier:
        this.crew.couriers.find((one) => one.content.regions.includes(district)) ??
        this.crew.couriers[draft.id % this.crew.couriers.length]!,
      shippedAt: null,
      deliveredAt: null,
      deliveredBy: null,
      paidAt: null,
      stateAt: draft.at,
    };
  }

  private *ahead(life: Life, dice: Dice): Generator<Next> {
    const { office, finance, warehouse } = this.crew;
    const slow = () => (dice.chance(0.09) ? dice.between(5, 14) : 1);
    const by = ({ account, id, content }: Staff) => ({ accountId: account.id, staffId: id, role: content.roles[0]! });
    let at = this.working(life.draft.at + dice.between(8, 200) * MINUTE * slow());
    yield { step: 'approval', at, ...by(office) };
    if (life.needsFinance) {
      at = this.working(at + dice.between(15, 240) * MINUTE * slow());
      if (life.draft.method === 'offline') life.paidAt = this.past(life.draft, at - MINUTE);
      yield { step: 'financeApproval', at, ...by(finance) };
    }
    at = this.working(at + dice.between(50, 560) * MINUTE * slow());
    yield { step: 'outbound', at, ...by(warehouse) };
    at = this.working(at + dice.between(20, 300) * MINUTE * slow());
    yield { step: 'shipment', at, ...by(dice.chance(0.7) ? life.courier : warehouse) };
    at = this.working(at + dice.between(70, 1_500) * MINUTE);
    const receiver =
      life.draft.member && dice.chance(0.4)
        ? { accountId: life.draft.member.account.id, staffId: null, role: life.draft.member.role }
        : by(life.courier);
    yield { step: 'receipt', at, ...receiver };
  }

  private take(life: Life, { step, at, accountId, staffId, role }: Next): void {
    const to = STEP_STATE[step];
    const proof = step === 'receipt' && role === 'courier' ? { proof: 'code' } : {};
    life.steps.push({ step, from: life.state, to, accountId, staffId, note: '', detail: { how: 'taken', role, ...proof }, at });
    Object.assign(life, { state: to, stateAt: at });
    if (step === 'shipment') Object.assign(life, { sent: 'all', shippedAt: at });
    if (step === 'receipt') {
      Object.assign(life, { deliveredAt: at, deliveredBy: accountId, state: 'completed' });
      life.steps.push({
        step: 'completion',
        from: 'received',
        to: 'completed',
        accountId: null,
        staffId: null,
        note: '',
        detail: { how: 'auto' },
        at,
      });
    }
  }

  private cancelled(life: Life, dice: Dice): Life {
    const isUnpaid = life.draft.method === 'wechat';
    const at = life.draft.at + (isUnpaid ? 30 : dice.between(4, 180)) * MINUTE;
    const { accountId, staffId } = isUnpaid ? { accountId: null, staffId: null } : life.steps[0]!;
    const note = isUnpaid ? '超时未付款' : dice.pick(REASONS);
    life.steps.push({ step: 'cancellation', from: 'submitted', to: 'cancelled', accountId, staffId, note, detail: { how: 'taken' }, at });
    return Object.assign(life, { state: 'cancelled' as const, stateAt: at });
  }

  /** Of those under way: some wait for the shop's word on an amendment, some have left in part, some have been received and not looked at. */
  private twist(life: Life, dice: Dice): void {
    const { draft, state } = life;
    const latest = this.end(draft) - 5 * MINUTE;
    if (life.stateAt > latest) return;
    const since = { at: Math.min(latest, life.stateAt + 25 * MINUTE), note: '' };
    const by = { accountId: this.crew.office.account.id, staffId: this.crew.office.id };
    if (state === 'submitted' && draft.member && (draft.method === 'account' || draft.method === 'offline') && dice.chance(0.3)) {
      life.awaitsAgreement = true;
      const note = '库存不够整件，先发这些，差的下次补';
      life.steps.push({ step: 'amendment', from: state, to: state, ...by, ...since, note, detail: { how: 'taken', role: 'office' } });
    } else if (state === 'outbound' && draft.lines.length > 2 && dice.chance(0.35)) {
      life.sent = draft.lines.length - 1;
      life.shippedAt = since.at;
      const courier = { accountId: life.courier.account.id, staffId: life.courier.id };
      life.steps.push({
        step: 'shipment',
        from: state,
        to: 'outbound',
        ...courier,
        ...since,
        note: '最后一种下一车送',
        detail: { how: 'partly', role: 'courier' },
      });
    } else return;
    life.stateAt = since.at;
    this.close(life);
  }

  private close(life: Life): void {
    const { draft, state, sent } = life;
    life.nextStep = nextStep(
      {
        state,
        needsApproval: false,
        needsFinance: life.needsFinance,
        awaitingAgreement: life.awaitsAgreement,
        payment: draft.method,
        paid: life.paidAt !== null,
        shipped: sent === 'none' ? 'none' : sent === 'all' ? 'all' : 'some',
        backOrdered: false,
        placedBy: 0,
      },
      DEFAULT_WORKFLOW,
    );
  }

  private past(draft: Draft, at: number): number | null {
    return at < this.end(draft) ? at : null;
  }

  /** The story stands still at midnight; what came in after it has gone on. */
  private end({ at }: Draft): number {
    return at < this.calendar.now ? this.calendar.now : this.calendar.until;
  }

  /** From half past eight to six in the evening; what falls into the night waits for the morning. */
  private working(at: number): number {
    const hour = ((at + SHANGHAI) % DAY) / HOUR;
    const midnight = at - ((at + SHANGHAI) % DAY);
    const morning = 8.5 * HOUR + (at % (40 * MINUTE));
    if (hour < 8.5) return midnight + morning;
    return hour < 18 ? at : midnight + DAY + morning;
  }
}

function shorten(life: Life): void {
  const kept = life.steps.filter(({ step }) => ['placement', 'shipment', 'completion'].includes(step));
  life.steps = kept.map((step, index) => ({ ...step, from: kept[index - 1]?.to ?? '' }));
}
