import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database, type Tx } from '../../platform/database/database';
import { Invalid, Refused } from '../../platform/errors';
import { Files } from '../../platform/files/files';
import type { Actor } from '../../platform/http/actor';
import type { Input } from '../../platform/http/input';
import { Shipping } from '../goods/shipping';
import { type MoveInput, type OpenOrder, OrderMoves } from '../order-moves';
import { findOrder } from '../order-rows';
import { Amendments } from './amendments';
import { DroppedRest } from './dropped-rest';
import { ReceiptCodes } from './receipt-codes';

type Step = Input<'orders.takeStep'>;

/** Taking a step: the people's side of an order's way. */
@Injectable()
export class StepsService {
  constructor(
    private readonly amendments: Amendments,
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly codes: ReceiptCodes,
    private readonly db: Database,
    private readonly dropped: DroppedRest,
    private readonly files: Files,
    private readonly moves: OrderMoves,
    private readonly shipping: Shipping,
  ) {}

  async take(me: Actor, input: Step): Promise<void> {
    checkFields(input);
    const done = await this.db.transaction(async (tx) => {
      await findOrder(tx, me, input.id);
      const open = await this.moves.open(tx, input.id);
      if (input.version !== undefined && input.version !== open.seen) throw new Refused('conflict', { version: open.seen });
      if (input.receiptCode !== undefined) {
        this.moves.check(open, 'receipt', me, { proof: 'code' });
        if (!(await this.codes.fits(tx, input.id, input.receiptCode))) return 'wrong code';
      }
      await this.move(tx, open, me, input);
      if (me.staff) await this.audit.record(tx, me, 'orders.takeStep', `order:${input.id}`, detailOf(open, input));
      return 'done';
    });
    // Outside of the transaction that refuses: the count of wrong codes has to stay.
    if (done === 'wrong code') throw await this.codes.refuse(input.id);
  }

  private async move(tx: Tx, open: OpenOrder, me: Actor, input: Step): Promise<void> {
    const { step, note } = input;
    if (step === 'shipment') {
      await this.moves.take(tx, open, step, me, { note, ...(await this.whatLeaves(tx, input)) });
    } else if (step === 'agreement') {
      // The lines first: an order that goes on by itself then sends what it has become.
      const agree = input.agree !== false;
      this.moves.check(open, step, me, { agree });
      const answered = await this.amendments.answer(tx, open, agree);
      await this.moves.take(tx, answered, step, me, { note, agree, detail: { agree } });
    } else if (step === 'dropRest') {
      this.moves.check(open, step, me);
      await this.moves.take(tx, await this.dropped.cut(tx, open), step, me, { note });
    } else if (step === 'receipt') {
      await this.receive(tx, open, me, input);
    } else {
      await this.moves.take(tx, open, step, me, { note });
    }
  }

  private async whatLeaves(tx: Tx, input: Step): Promise<MoveInput> {
    const wanted = input.lines ? new Map(input.lines.map(({ line, quantity }) => [line, quantity])) : null;
    if (input.courierStaffId !== undefined) await checkCourier(tx, input.courierStaffId);
    const rest = await this.shipping.leavesRest(tx, input.id, wanted);
    // Whoever lists nothing sends what is there; with goods still to come that is a part.
    return { all: !rest, wanted: wanted ?? undefined, courierStaffId: input.courierStaffId ?? null };
  }

  private async receive(tx: Tx, open: OpenOrder, me: Actor, input: Step): Promise<void> {
    const pictureIds = input.pictureIds ?? [];
    const proof = input.receiptCode !== undefined ? 'code' : pictureIds.length > 0 ? 'photo' : null;
    await this.files.attach(tx, pictureIds, { kind: 'order', id: input.id }, me, { field: 'pictureIds', picturesOnly: true });
    await this.moves.take(tx, open, 'receipt', me, { note: input.note, proof, detail: { pictureIds, proof } });
    await tx.execute('UPDATE shipment SET delivered_at = ?, delivered_by_account_id = ? WHERE order_id = ? AND delivered_at IS NULL', [
      this.clock.now(),
      me.accountId,
      input.id,
    ]);
  }
}

/** A step takes no fields of another; a partial shipment names the version it saw, so that a second tap sends nothing twice. */
function checkFields({ step, lines, courierStaffId, receiptCode, pictureIds, agree, version }: Step): void {
  const foreign = [
    step !== 'shipment' && lines !== undefined && 'lines',
    step !== 'shipment' && courierStaffId !== undefined && 'courierStaffId',
    step !== 'receipt' && receiptCode !== undefined && 'receiptCode',
    step !== 'receipt' && pictureIds !== undefined && pictureIds.length > 0 && 'pictureIds',
    step !== 'agreement' && agree !== undefined && 'agree',
  ].filter((field) => field !== false);
  if (foreign.length > 0) throw new Invalid(foreign.map((field) => ({ field, rule: 'unknown_field', zh: '这一步不需要填写此项' })));
  if (lines !== undefined && version === undefined) throw new Invalid({ field: 'version', rule: 'required', zh: '请刷新订单后再发货' });
  if (lines && new Set(lines.map(({ line }) => line)).size !== lines.length)
    throw new Invalid({ field: 'lines', rule: 'not_unique', zh: '同一行写了两次' });
  if (lines && lines.length === 0) throw new Invalid({ field: 'lines', rule: 'too_short', min: 1, zh: '请选择要发的商品' });
}

async function checkCourier(tx: Tx, staffId: number): Promise<void> {
  const [row] = await tx.query(
    `SELECT st.id FROM staff st JOIN staff_role r ON r.staff_id = st.id AND r.role = 'courier' WHERE st.id = ? AND st.disabled_at IS NULL`,
    [staffId],
  );
  if (!row) throw new Invalid({ field: 'courierStaffId', rule: 'not_found', zh: '请选择在岗的配送员' });
}

function detailOf({ record }: OpenOrder, { step, note, lines, courierStaffId, agree }: Step): object {
  return {
    number: record.number,
    step,
    ...(note ? { note } : {}),
    ...(lines ? { lines } : {}),
    ...(courierStaffId ? { courierStaffId } : {}),
    ...(agree === undefined ? {} : { agree }),
  };
}
