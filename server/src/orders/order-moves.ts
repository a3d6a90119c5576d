import {
  isClosed,
  type Moved,
  nextStep,
  type OrderAction,
  type OrderActor,
  type OrderFacts,
  type OrderState,
  type RecordedStep,
  refusalOf,
  STEP_STATE,
  settle,
  take,
  type Workflow,
} from '@dianquan/shared/workflow';
import { dueAt, onSwitch } from '@dianquan/shared/workflow-switch';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { insertMany, type Tx } from '../platform/database/sql';
import { NotFound, Refused } from '../platform/errors';
import type { Actor } from '../platform/http/actor';
import { Events } from '../platform/jobs/events';
import { OrderCancelled, OrderMoved } from './events';
import { Shipping, type Wanted } from './goods/shipping';
import { factsOf, ORDER_RECORD_COLUMNS, type OrderRecord, personFor } from './order-facts';
import { lockOrder, type StepDetail } from './order-rows';
import { WorkflowStore } from './workflow/workflow-store';

/** An order that nobody else can change until the transaction is over. */
export type OpenOrder = {
  record: OrderRecord;
  facts: OrderFacts;
  workflow: Workflow;
  /** The version that somebody who read the order just before has seen. */
  seen: number;
};
export type MoveInput = NonNullable<Parameters<typeof take>[4]> & {
  note?: string;
  detail?: StepDetail;
  /** What leaves with a partial shipment. */
  wanted?: Wanted;
  courierStaffId?: number | null;
};
/** What is written down that is no step of the workflow. */
const OTHER_STEPS: Partial<Record<OrderAction, string>> = {
  amend: 'amendment',
  agreement: 'agreement',
  cancel: 'cancellation',
  dropRest: 'dropRest',
  pay: 'payment',
};

/** The one place that changes an order's state. What may happen and what follows is decided in shared/workflow; here it comes true. */
@Injectable()
export class OrderMoves {
  constructor(
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly shipping: Shipping,
    private readonly store: WorkflowStore,
  ) {}

  /** Locks the order. Switches set since it was looked at last are followed first, so that nobody decides by old ones. @throws NotFound */
  async open(tx: Tx, orderId: number): Promise<OpenOrder> {
    await lockOrder(tx, orderId);
    const record = await this.read(tx, orderId);
    const current = await this.store.current(tx);
    const order = { record, facts: factsOf(record), workflow: current.workflow, seen: record.version };
    if (record.workflowVersionId === current.id || isClosed(order.facts)) return order;
    const before = await this.store.get(tx, record.workflowVersionId);
    const move = onSwitch(order.facts, before.workflow, current.workflow);
    const moved = move ?? { order: order.facts, steps: [], leaves: 'nothing' as const };
    return this.write(tx, order, moved, null, { detail: { workflowVersionId: current.id } }, current.id);
  }

  /** @throws Refused why this can't be done by this person now */
  check({ record, facts, workflow }: OpenOrder, action: OrderAction, me: Actor, input: MoveInput = {}): void {
    const code = refusalOf(action, facts, personFor(me, record), workflow, input);
    if (code !== null) throw new Refused(code);
  }

  /** @throws Refused as above */
  async take(tx: Tx, order: OpenOrder, action: OrderAction, me: Actor | 'system', input: MoveInput = {}): Promise<OpenOrder> {
    const actor: OrderActor = me === 'system' ? 'system' : personFor(me, order.record);
    const taken = take(action, order.facts, actor, order.workflow, input);
    if (taken.code !== null) throw new Refused(taken.code);
    return this.write(tx, order, taken, action, { ...input, me });
  }

  /** After another room changed what it depends on: paid, stock came in, just placed. Nothing happens where nothing follows. */
  async settle(tx: Tx, order: OpenOrder): Promise<OpenOrder> {
    const moved = settle(order.facts, order.workflow);
    const waitsFor = nextStep(moved.order, order.workflow);
    if (moved.steps.length === 0 && waitsFor === order.record.nextStep) return order;
    return this.write(tx, order, moved, null, {});
  }

  /** All of it is paid: written down as a step, and whatever follows. */
  async settlePaid(tx: Tx, order: OpenOrder, detail: StepDetail): Promise<OpenOrder> {
    return this.write(tx, order, settle(order.facts, order.workflow), 'pay', { detail });
  }

  /** The order as it stands after its row or its lines were changed in this transaction. */
  async again(tx: Tx, order: OpenOrder): Promise<OpenOrder> {
    const record = await this.read(tx, order.record.id);
    return { ...order, record, facts: factsOf(record) };
  }

  private async read(tx: Tx, orderId: number): Promise<OrderRecord> {
    const [record] = await tx.query<OrderRecord>(`SELECT ${ORDER_RECORD_COLUMNS} FROM shop_order o WHERE o.id = ?`, [orderId]);
    if (!record) throw new NotFound();
    return record;
  }

  private async write(
    tx: Tx,
    open: OpenOrder,
    moved: Moved,
    action: OrderAction | null,
    input: MoveInput & { me?: Actor | 'system' },
    versionId = open.record.workflowVersionId,
  ): Promise<OpenOrder> {
    const { record, workflow } = open;
    const now = this.clock.now();
    const { order } = moved;
    const detail: StepDetail = { ...input.detail };
    let { chargedFen } = record;
    if (moved.leaves !== 'nothing') {
      const sent = await this.shipping.send(
        tx,
        record,
        moved.leaves === 'listed' ? (input.wanted ?? null) : null,
        input.courierStaffId ?? null,
      );
      detail.shipmentIds = sent.shipmentIds;
      chargedFen += sent.fen;
    }
    await this.writeSteps(tx, record, moved, action, { ...input, detail }, now);
    const waitsFor = nextStep(order, workflow);
    // Under new limits it is late by when it began to wait, not by when they were set.
    const since = waitsFor === record.nextStep ? record.stateAt : now;
    const isNew = waitsFor !== record.nextStep || versionId !== record.workflowVersionId;
    const change = {
      state: order.state,
      next_step: waitsFor,
      due_at: waitsFor === null ? null : isNew ? dueAt(since, waitsFor, workflow) : record.dueAt,
      reminded_at: isNew ? null : record.remindedAt,
      workflow_version_id: versionId,
      awaiting_agreement: order.awaitingAgreement ? 1 : 0,
      needs_approval: order.needsApproval ? 1 : 0,
      needs_finance: order.needsFinance ? 1 : 0,
      charged_fen: chargedFen,
      state_at: since,
      expires_at: order.paid || isClosed(order) ? null : record.expiresAt,
      closed_at: isClosed(order) ? now : null,
      version: record.version + 1,
    };
    const sets = Object.keys(change).map((column) => `${column} = ?`);
    await tx.execute(`UPDATE shop_order SET ${sets.join(', ')} WHERE id = ?`, [...Object.values(change), record.id]);
    if (order.state !== record.state) await this.tell(tx, record, order.state, now);
    return this.again(tx, open);
  }

  private async writeSteps(
    tx: Tx,
    record: OrderRecord,
    moved: Moved,
    action: OrderAction | null,
    input: MoveInput & { me?: Actor | 'system' },
    now: number,
  ): Promise<void> {
    const other = action === null ? undefined : OTHER_STEPS[action];
    const steps: (RecordedStep | { step: string; how: 'taken' })[] =
      action === 'dropRest'
        ? [{ step: 'dropRest', how: 'taken' }, ...moved.steps.slice(1)]
        : other
          ? [{ step: other, how: 'taken' }, ...moved.steps]
          : moved.steps;
    if (steps.length === 0) return;
    const [last] = await tx.query<{ seq: number | null }>('SELECT MAX(seq) AS seq FROM order_step WHERE order_id = ?', [record.id]);
    const me = input.me === undefined || input.me === 'system' ? null : input.me;
    let from = record.state;
    const rows = steps.map(({ step, how }, i) => {
      const to = stateAfter(step, how, from);
      const isDone = (how === 'taken' || how === 'partly') && me !== null;
      const detail = i === 0 ? { how, role: isDone ? roleOf(me) : undefined, ...input.detail } : { how };
      const row = [
        record.id,
        (last?.seq ?? 0) + 1 + i,
        step,
        from,
        to,
        isDone ? me.accountId : null,
        isDone ? (me.staff?.id ?? null) : null,
        i === 0 ? (input.note ?? '') : '',
        JSON.stringify(detail),
        now,
      ];
      from = to;
      return row;
    });
    await insertMany(
      tx,
      'order_step',
      ['order_id', 'seq', 'step', 'from_state', 'to_state', 'account_id', 'staff_id', 'note', 'detail', 'at'],
      rows,
    );
  }

  private async tell(tx: Tx, record: OrderRecord, to: OrderState, at: number): Promise<void> {
    await this.events.publish(tx, new OrderMoved(record.id, record.state, to, at));
    if (to === 'cancelled')
      await this.events.publish(tx, new OrderCancelled(record.id, record.shopId, record.totalFen, record.placedAt, at));
  }
}

function stateAfter(step: string, how: RecordedStep['how'], from: OrderState): OrderState {
  if (how === 'partly') return 'outbound';
  if (step === 'cancellation') return 'cancelled';
  if (step === 'dropRest') return 'shipped';
  // What is switched off is passed without leaving its mark, save that goods have gone.
  if (how === 'skipped') return step === 'shipment' ? 'shipped' : from;
  return STEP_STATE[step as RecordedStep['step']] ?? from;
}

const roleOf = (me: Actor): string | undefined => me.staff?.roles[0] ?? me.member?.role;
