import { Injectable } from '@nestjs/common';
import { StockLevels } from '../../catalogue/stock/stock-levels';
import { displayFor } from '../../catalogue/viewpoint';
import { TradeFigures } from '../../members/shops/trade-figures';
import { OrderPayments } from '../../payments/order-payments';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import type { Tx } from '../../platform/database/sql';
import { AppError, Refused } from '../../platform/errors';
import { Events } from '../../platform/jobs/events';
import { takeFromCarts } from '../cart/cart-rows';
import { OrderPlaced } from '../events';
import { OrderMoves } from '../order-moves';
import { findOrders, type OrderParts, partsOf } from '../order-rows';
import { type BatchFacts, BatchFactsReader } from './batch-facts';
import { type Decided, decideLines, decideStock, factsAtPlacement, movesByItself } from './decide';
import { MoneyCheck } from './money-check';
import { OrderWriter, type ToWrite } from './order-writer';
import type { Outcome, PlaceCommand } from './place-command';
import { knownKeys, rememberKeys } from './placed-keys';

/**
 * Places orders that come together in one transaction, each as if it came alone and in the order of arrival: who comes later finds
 * what those before have left. The number of statements doesn't grow with the number of orders. Of an order that is refused
 * nothing is written.
 */
@Injectable()
export class Placement {
  constructor(
    private readonly clock: Clock,
    private readonly facts: BatchFactsReader,
    private readonly levels: StockLevels,
    private readonly money: MoneyCheck,
    private readonly writer: OrderWriter,
    private readonly payments: OrderPayments,
    private readonly moves: OrderMoves,
    private readonly figures: TradeFigures,
    private readonly events: Events,
    private readonly audit: Audit,
  ) {}

  /** What became of each, in the order given. No two of them may have the same key of the same account. */
  async place(tx: Tx, commands: readonly PlaceCommand[]): Promise<Outcome[]> {
    const known = await knownKeys(
      tx,
      commands.map(({ once }) => once),
    );
    const outcomes = new Map<PlaceCommand, Outcome>();
    for (const command of commands) {
      const seen = known(command.once);
      if (!seen) continue;
      const isSame = seen.bodyHash === command.once.bodyHash;
      outcomes.set(
        command,
        isSame ? { placed: { orderId: Number(seen.answer), again: true } } : { refused: new Refused('idempotency_reused') },
      );
    }
    const fresh = commands.filter((command) => !outcomes.has(command));
    if (fresh.length > 0) await this.placeFresh(tx, fresh, outcomes);
    return commands.map((command) => outcomes.get(command) as Outcome);
  }

  private async placeFresh(tx: Tx, commands: readonly PlaceCommand[], outcomes: Map<PlaceCommand, Outcome>): Promise<void> {
    const facts = await this.facts.read(tx, commands, this.clock.now());
    const { accepted, write } = await this.decide(tx, commands, facts, outcomes);
    if (accepted.length === 0) return;
    const parts = await this.writer.write(tx, accepted, facts);
    await write();
    await rememberKeys(
      tx,
      parts.map(({ order }, i) => ({ once: commandOf(accepted, i).once, answer: String(order.id) })),
      facts.now,
    );
    await takeFromCarts(
      tx,
      accepted.map(({ order }) => order),
      facts,
    );
    for (const { order } of parts) await this.events.publish(tx, new OrderPlaced(order.id, order.shopId, order.totalFen, facts.now));
    await this.figures.ordered(
      tx,
      parts.map(({ order }) => ({ shopId: order.shopId, fen: order.totalFen, orders: 1, at: facts.now })),
    );
    const after = await this.goOn(tx, accepted, parts, facts);
    for (const [i, one] of after.entries()) outcomes.set(commandOf(accepted, i), { placed: { parts: one, again: false } });
    for (const { order } of after.filter((_, i) => commandOf(accepted, i).onBehalf)) {
      const { me } = commandOf(
        accepted,
        after.findIndex((one) => one.order.id === order.id),
      );
      const { number, shopId, totalFen } = order;
      await this.audit.record(tx, me, 'orders.place', `order:${order.id}`, { number, shopId, totalFen });
    }
  }

  private async decide(tx: Tx, commands: readonly PlaceCommand[], facts: BatchFacts, outcomes: Map<PlaceCommand, Outcome>) {
    const inOrder = commands.flatMap((command): Omit<Decided, 'allocated'>[] => {
      const decided = orRefusal(() => decideLines(command, facts));
      if (!(decided instanceof AppError)) return [decided];
      outcomes.set(command, { refused: decided });
      return [];
    });
    const skuIds = inOrder.flatMap(({ lines }) => lines.map(({ sku }) => sku.id));
    const levels = await this.levels.of(tx, skuIds, true);
    const money = await this.money.begin(
      tx,
      inOrder.map(({ command }) => command),
    );
    const accepted: ToWrite[] = [];
    for (const one of inOrder) {
      const { command } = one;
      const decided = orRefusal(() => {
        const { needsFinance } = money.check(command, one.totalFen);
        const order = decideStock(one, (skuId) => levels.get(skuId) ?? [], facts.settings.backOrders, tellsFigures(command, facts));
        return { order, facts: factsAtPlacement(order, needsFinance) };
      });
      if (decided instanceof AppError) {
        outcomes.set(command, { refused: decided });
        continue;
      }
      for (const { skuId, warehouseId, quantity } of decided.order.allocated) {
        const level = levels.get(skuId)?.find((shelf) => shelf.warehouseId === warehouseId);
        if (level) level.available -= quantity;
      }
      money.take(command, one.totalFen);
      accepted.push(decided);
    }
    return { accepted, write: money.write };
  }

  /** Prepaid money is taken at once, and what the workflow lets pass by itself moves on. */
  private async goOn(tx: Tx, accepted: readonly ToWrite[], parts: OrderParts[], facts: BatchFacts): Promise<OrderParts[]> {
    const moved: number[] = [];
    for (const [i, { order }] of parts.entries()) {
      const { facts: stands, order: decided } = accepted[i] as ToWrite;
      if (order.paymentMethod === 'deposit' && order.totalFen > 0) {
        const payable = { orderId: order.id, number: order.number, shopId: order.shopId, dueFen: order.totalFen };
        const more = { closed: false, expiresAt: null, description: `订单 ${order.number}` };
        await this.payments.payFromDeposit(tx, { ...payable, ...more }, decided.command.me.accountId);
        moved.push(order.id);
      } else if (movesByItself(stands, facts)) {
        await this.moves.settle(tx, await this.moves.open(tx, order.id));
        moved.push(order.id);
      }
    }
    if (moved.length === 0) return parts;
    const fresh = new Map((await partsOf(tx, await findOrders(tx, moved))).map((one) => [one.order.id, one]));
    return parts.map((one) => fresh.get(one.order.id) ?? one);
  }
}

const commandOf = (accepted: readonly ToWrite[], i: number): PlaceCommand => (accepted[i] as ToWrite).order.command;

/** How much is left is told to staff, and to shops that the supplier shows the figure. */
function tellsFigures({ onBehalf, shopId }: PlaceCommand, facts: BatchFacts): boolean {
  if (onBehalf) return true;
  return displayFor(facts.settings.stockDisplay, facts.shops.get(shopId)?.level ?? null, facts.segmentsOf(shopId)) === 'figure';
}

/** Anything but a refusal of ours is a fault, and undoes the whole batch. */
function orRefusal<T>(work: () => T): T | AppError {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
