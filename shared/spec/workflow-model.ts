import type { OrderAction, OrderFacts, OrderStep } from '@dianquan/shared/workflow';

/**
 * The workflow once more, kept as a person at a desk would: the steps still to do as a list, a note of who may do each, and nothing
 * computed from states. It knows only the things that the promises speak of.
 */
export type ModelPerson = { account: number; hats: string[]; shop: boolean };
const DESKS: Record<string, string[]> = {
  approval: ['office', 'manager', 'admin'],
  financeApproval: ['finance', 'admin'],
  outbound: ['warehouse', 'admin'],
  shipment: ['warehouse', 'courier', 'admin'],
  receipt: ['shop', 'courier', 'office', 'admin'],
  completion: ['office', 'admin'],
};

export class WorkflowModel {
  readonly done: string[] = [];
  private todo: OrderStep[];
  private closed: 'no' | 'completed' | 'cancelled' = 'no';
  private asked = false;
  private partly = false;
  private left = false;
  private paid: boolean;

  constructor(
    on: ReadonlySet<string>,
    private readonly placed: OrderFacts,
  ) {
    this.paid = placed.paid;
    const wanted = (step: string) =>
      on.has(step) ||
      step === 'completion' ||
      (step === 'approval' && placed.needsApproval) ||
      (step === 'financeApproval' && placed.needsFinance) ||
      (step === 'shipment' && placed.backOrdered);
    this.todo = (Object.keys(DESKS) as OrderStep[]).filter(wanted);
    this.moveOn();
  }

  get summary() {
    return {
      closed: this.closed,
      asked: this.asked && this.closed === 'no',
      left: this.left,
      todo: this.closed === 'no' ? [...this.todo] : [],
    };
  }

  /** Whether it was allowed; if so it is done. */
  act(action: OrderAction, who: ModelPerson, how: { all?: boolean; agree?: boolean }): boolean {
    if (this.closed !== 'no' || !this.allows(action, who)) return false;
    if (action === 'pay') this.paid = true;
    else if (action === 'amend') this.asked = true;
    else if (action === 'agreement') {
      this.asked = false;
      const isBehind = this.done.includes('approval') || this.done.includes('financeApproval');
      if (how.agree === false && !isBehind && this.todo[0] !== 'approval') this.todo.unshift('approval');
    } else if (action === 'cancel') this.closed = 'cancelled';
    else if (action === 'shipment' && how.all === false) this.partly = true;
    else {
      const step = action === 'dropRest' ? 'shipment' : action;
      this.done.push(step);
      this.todo = this.todo.filter((ahead) => ahead !== step);
      if (step === 'shipment') this.left = true;
      if (step === 'completion') this.closed = 'completed';
    }
    if (this.closed === 'no') this.moveOn();
    return true;
  }

  private allows(action: OrderAction, who: ModelPerson): boolean {
    const wears = (hats: string[]) => who.hats.some((hat) => hats.includes(hat)) || (who.shop && hats.includes('shop'));
    const owes = this.placed.payment === 'wechat' && !this.paid;
    const isOwn = who.account === this.placed.placedBy;
    const touched = this.left || this.partly || this.done.includes('outbound');
    switch (action) {
      case 'pay':
        return owes && who.shop && !this.asked;
      case 'agreement':
        return this.asked && who.shop;
      case 'dropRest':
        return this.partly && !this.left && wears(['office', 'manager', 'warehouse', 'courier', 'admin']);
      case 'cancel': {
        if (this.partly && !this.left) return false;
        if (wears(['salesperson', 'manager', 'office', 'admin']) && !this.left) return true;
        return who.shop && (this.asked || (this.done.length === 0 && !touched));
      }
      case 'amend': {
        const desks = [...DESKS.approval!, ...(this.todo[0] === 'financeApproval' ? DESKS.financeApproval! : [])];
        return wears(desks) && !isOwn && !this.asked && !touched && !this.done.includes('financeApproval');
      }
      default: {
        if (this.asked || this.todo[0] !== action || !wears(DESKS[action]!)) return false;
        return action === 'approval' || action === 'financeApproval' ? !isOwn : !owes;
      }
    }
  }

  private moveOn(): void {
    if (this.asked) return;
    const isFree = this.placed.payment !== 'wechat' || this.paid;
    const first = this.todo[0];
    if ((first === 'receipt' || first === 'completion') && isFree) this.left = true;
    if (first === 'completion' && this.left && (this.paid || this.placed.payment === 'account')) this.closed = 'completed';
  }
}
