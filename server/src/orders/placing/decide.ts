import type { OrderFacts } from '@dianquan/shared/workflow';
import { settle } from '@dianquan/shared/workflow';
import { type AppError, Refused } from '../../platform/errors';
import { type JudgedLine, judgeLines, type LineFault, type LineFaultCode, shortOf, titleOf } from '../lines/judge';
import type { OrderAddress } from '../order-rows';
import { type Allocated, type Allocation, allocate, type Shelf } from './allocation';
import type { BatchFacts } from './batch-facts';
import type { BuyingShop } from './buying-shops';
import type { PlaceCommand } from './place-command';

/** Lines in the order of the person, each with its price. */
export type DecidedLines = {
  command: PlaceCommand;
  shop: BuyingShop;
  lines: (JudgedLine & { sku: NonNullable<JudgedLine['sku']>; unitFen: number; totalFen: number; backOrdered: number })[];
  totalFen: number;
  address: OrderAddress | null;
  needsApproval: boolean;
};
/** All of them can be had. */
export type Decided = DecidedLines & { allocated: Allocated[] };
/** By what is told first when several lines have faults. */
const PRECEDENCE: LineFaultCode[] = ['sku_unavailable', 'unit_unknown', 'quantity_invalid', 'price_changed', 'out_of_stock'];

/** Everything but money: what is ordered, where it goes and at which price. @throws Refused with the lines that are at fault */
export function decideLines(command: PlaceCommand, facts: BatchFacts): DecidedLines {
  const { input, shopId } = command;
  const shop = facts.shops.get(shopId);
  if (!shop) throw new Refused('sku_unavailable');
  if (input.paymentMethod === 'wechat' && shop.people === 0) throw new Refused('wechat_payer_required');
  const judged = judgeLines(
    input.lines,
    (skuId) => facts.skuFor(shopId, skuId),
    (sku) => facts.priceFacts(shopId, sku),
  ).map((line, i) => priceSeen(line, input.lines[i]?.seenFen ?? -1));
  refuseFaults(judged);
  const lines = judged as Decided['lines'];
  const totalFen = lines.reduce((sum, line) => sum + line.totalFen, 0);
  if (totalFen !== input.totalFen) throw new Refused('total_wrong', { seenFen: input.totalFen, nowFen: totalFen });
  return {
    command,
    shop,
    lines: lines.map((line) => ({ ...line, backOrdered: 0 })),
    totalFen,
    address: addressOf(command, shop),
    needsApproval: lines.some(({ price }) => price?.guarded != null),
  };
}

/** @throws Refused out_of_stock naming the lines, where what is short can't wait for the next delivery */
export function decideStock(
  order: DecidedLines,
  shelvesOf: (skuId: number) => readonly Shelf[],
  backOrders: boolean,
  tells: boolean,
): Decided {
  const wanted = order.lines.map(({ sku, base }, i) => ({ line: i + 1, skuId: sku.id, base }));
  const { taken, short }: Allocation = allocate(wanted, shelvesOf);
  if (short.length > 0 && !backOrders) {
    const available = (skuId: number): number => shelvesOf(skuId).reduce((sum, shelf) => sum + shelf.available, 0);
    refuseFaults(
      order.lines.map((line) => {
        const isShort = short.some(({ skuId }) => skuId === line.sku.id);
        return isShort ? { ...line, fault: shortOf(line.sku, available(line.sku.id), tells) } : line;
      }),
    );
  }
  if (short.length === 0) return { ...order, allocated: taken };
  const waiting = new Map(short.map(({ line, quantity }) => [line, quantity]));
  return { ...order, allocated: taken, lines: order.lines.map((line, i) => ({ ...line, backOrdered: waiting.get(i + 1) ?? 0 })) };
}

/** What the workflow sees of an order before anything was paid or sent. */
export function factsAtPlacement(order: Decided, needsFinance: boolean): OrderFacts {
  return {
    state: 'submitted',
    needsApproval: order.needsApproval,
    needsFinance,
    awaitingAgreement: false,
    payment: order.command.input.paymentMethod,
    paid: order.totalFen === 0,
    shipped: 'none',
    backOrdered: order.lines.some(({ backOrdered }) => backOrdered > 0),
    placedBy: order.command.me.accountId,
  };
}

export const movesByItself = (facts: OrderFacts, { version }: BatchFacts): boolean => settle(facts, version.workflow).steps.length > 0;

function priceSeen(line: JudgedLine, seenFen: number): JudgedLine {
  if (line.fault !== null || line.sku === null || line.unitFen === null || line.unitFen === seenFen) return line;
  const zh = `${titleOf(line.sku)} 的价格有变化，请核对后再下单`;
  return { ...line, fault: { code: 'price_changed', zh, seenFen, nowFen: line.unitFen } };
}

function refuseFaults(lines: readonly JudgedLine[]): void {
  const refusal = refusalOf(lines);
  if (refusal) throw refusal;
}

/** Null when all lines are in order. */
export function refusalOf(lines: readonly JudgedLine[]): AppError | null {
  const faulty = lines.flatMap(({ fault, input }, i): ({ line: number; skuId: number } & LineFault)[] =>
    fault === null ? [] : [{ line: i + 1, skuId: input.skuId, ...fault }],
  );
  const code = PRECEDENCE.find((one) => faulty.some((fault) => fault.code === one));
  return code === undefined ? null : new Refused(code, { lines: faulty });
}

function addressOf({ input }: PlaceCommand, shop: BuyingShop): OrderAddress | null {
  const chosen =
    input.addressId === undefined
      ? (shop.addresses.find(({ isDefault }) => isDefault) ?? shop.addresses[0])
      : shop.addresses.find(({ id }) => id === input.addressId);
  if (chosen) return { contact: chosen.contact, phone: chosen.phone, regionCode: chosen.regionCode, address: chosen.address };
  if (input.addressId !== undefined) throw new Refused('address_unknown');
  return shop.address === null ? null : { contact: shop.name, phone: shop.phone ?? '', regionCode: shop.regionCode, address: shop.address };
}
