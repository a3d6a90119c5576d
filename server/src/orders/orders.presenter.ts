import type { OrderRow as OrderRowView, OrderView } from '@dianquan/shared/contract/orders';
import type { ReturnRule } from '@dianquan/shared/return-rule';
import { ORDER_STEPS, type Workflow } from '@dianquan/shared/workflow';
import { Injectable } from '@nestjs/common';
import { maskPhone, seesPhones } from '../members/phone-privacy';
import { Clock } from '../platform/clock';
import { Files } from '../platform/files/files';
import { type Actor, hasRole } from '../platform/http/actor';
import { actionsOf } from './order-actions';
import { factsOf, personFor } from './order-facts';
import type { OrderAddress, OrderLineRow, OrderParts, OrderRow, OrderStepRow, ShipmentRow, StepDetail } from './order-rows';
import { Returnable } from './returns/returnable';

type Picture = NonNullable<OrderView['lines'][number]['picture']>;
/** What the supplier has set that an order's view speaks of. */
export type OrderRules = { workflow: Workflow; returns: ReturnRule };

/** The only way out of this room for an order. */
@Injectable()
export class OrdersPresenter {
  constructor(
    private readonly clock: Clock,
    private readonly files: Files,
  ) {}

  view(me: Actor, parts: OrderParts, { workflow, returns }: OrderRules): OrderView {
    const { order } = parts;
    const returnable = new Returnable(parts, returns, this.clock.now());
    // Assigned: spreading this many fields takes as long as all the rest of the answer.
    return Object.assign(head(order), {
      needsFinance: order.needsFinance === 1,
      refundedFen: order.refundedFen,
      placedBy: { name: order.placedByName, onBehalf: order.placedByStaffId !== null },
      source: { kind: order.sourceKind, id: order.sourceId },
      address: addressFor(me, order),
      wish: order.wish,
      expiresAt: instant(order.expiresAt),
      lines: parts.lines.map((line) => this.line(me, line, returnable)),
      steps: parts.steps.map((step) => this.step(me, step)),
      shipments: parts.shipments.map((shipment) => shipmentOf(me, order, shipment)),
      returns: parts.returns.map(({ id, number, state }) => ({ id, number, state })),
      returnRule: returnable.view(),
      payments: parts.payments.map(({ id, method, state, fen, at }) => ({ id, method, state, fen, at: iso(at) })),
      availableActions: actionsOf(factsOf(order), personFor(me, order), workflow),
      version: order.version,
    });
  }

  row(order: OrderRow): OrderRowView {
    return Object.assign(head(order), {
      kinds: order.kinds,
      titles: JSON.parse(order.titles) as string[],
      placedByStaff: order.placedByStaffId !== null,
      deliverTo: order.address === null ? null : (JSON.parse(order.address) as OrderAddress).address,
    });
  }

  picture(me: Actor, id: number | null): Picture | null {
    if (id === null) return null;
    return { id, url: this.files.url(id, me, 'whole'), thumbUrl: this.files.url(id, me, 'thumb'), width: null, height: null };
  }

  private line(me: Actor, row: OrderLineRow, returnable: Returnable): OrderView['lines'][number] {
    const { line, skuId, productId, code, name, spec, unit, factor, quantity, unitFen, totalFen, note, shipped, backOrdered, returned } =
      row;
    return {
      line,
      skuId,
      productId,
      code,
      name,
      spec,
      picture: this.picture(me, row.pictureId),
      unit,
      factor,
      quantity,
      unitFen,
      totalFen,
      note,
      shipped,
      backOrdered,
      returned,
      returnable: returnable.ofLine(row),
      before: row.beforeQuantity === null ? null : { quantity: row.beforeQuantity, unitFen: row.beforeUnitFen ?? unitFen },
    };
  }

  private step(me: Actor, { step, at, by, note, detail }: OrderStepRow): OrderView['steps'][number] {
    const { role = null, pictureIds = [] } = detail === null ? ({} as StepDetail) : (JSON.parse(detail) as StepDetail);
    return { step, at: iso(at), by, role, note, pictures: pictureIds.flatMap((id) => this.picture(me, id) ?? []) };
  }
}

function head(order: OrderRow) {
  return {
    id: order.id,
    number: order.number,
    shopId: order.shopId,
    shopName: order.shopName,
    state: order.state,
    next: [...ORDER_STEPS, 'agreement' as const].find((step) => step === order.nextStep) ?? null,
    dueAt: instant(order.dueAt),
    awaitingAgreement: order.awaitingAgreement === 1,
    paymentMethod: order.paymentMethod,
    paidFen: order.paidFen,
    totalFen: order.totalFen,
    placedAt: iso(order.placedAt),
  };
}

/** Who brings the goods has to be able to call, as long as they are to be brought. */
function addressFor(me: Actor, order: OrderRow): OrderAddress | null {
  if (order.address === null) return null;
  const address = JSON.parse(order.address) as OrderAddress;
  const brings = hasRole(me, 'warehouse', 'courier') && !['completed', 'cancelled'].includes(order.state);
  if (brings || seesPhones(me, { id: order.shopId, ownerStaffId: order.ownerStaffId })) return address;
  return { ...address, phone: maskPhone(address.phone) ?? '' };
}

function shipmentOf(me: Actor, order: OrderRow, shipment: ShipmentRow): OrderView['shipments'][number] {
  const { id, number, warehouseName, courierName, shippedAt, deliveredAt, linesJson, receiptCode } = shipment;
  return {
    id,
    number,
    warehouseName,
    courierName,
    shippedAt: iso(shippedAt),
    deliveredAt: instant(deliveredAt),
    lines: JSON.parse(linesJson) as { line: number; quantity: number }[],
    receiptCode: me.member?.shopId === order.shopId ? receiptCode : null,
  };
}

const iso = (at: number): string => new Date(at).toISOString();
const instant = (at: number | null): string | null => (at === null ? null : iso(at));
