import { Injectable } from '@nestjs/common';
import { inServingOrder, StockLevels } from '../../catalogue/stock/stock-levels';
import { displayFor } from '../../catalogue/viewpoint';
import { TradeFigures } from '../../members/shops/trade-figures';
import { OrderPayments } from '../../payments/order-payments';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import type { Sql, Tx } from '../../platform/database/sql';
import { AppError, Refused } from '../../platform/errors';
import { Events } from '../../platform/jobs/events';
import { takeFromCarts } from '../cart/cart-rows';
import { OrderPlaced } from '../events';
import { OrderMoves } from '../order-moves';
import { findOrders, type OrderParts, partsOf } from '../order-rows';
import { type BatchFacts, BatchFactsReader } from './batch-facts';
import { type DecidedLines, decideLines, decideStock, factsAtPlacement, movesByItself } from './decide';
import { MoneyCheck } from './money-check';
import { OrderWriter } from './order-writer';
import type { Outcome, PlaceCommand } from './place-command';
import { knownKeys, rememberKeys } from './placed-keys';
import type { ToWrite } from './placed-order';

/**
 * Orders that come together, as they were looked at before anything was locked: what is settled already, and what only stock and money
 * still decide.
 */
export type LookedAt = { commands: readonly PlaceCommand[]; facts: BatchFacts; settled: Map<PlaceCommand, Outcome>; open: DecidedLines[] };

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

  /**
   * All that needs no lock: catalogue, prices, keys. It is read after the requests have come, so nobody is served by what was changed
   * before they asked. No two of the commands may have the same key of the same account.
   */
  async look(sql: Sql, commands: readonly PlaceCommand[]): Promise<LookedAt> {
    const facts = await this.facts.read(sql, commands, this.clock.now());
    const settled = new Map<PlaceCommand, Outcome>();
    const decided = commands.map((command) => orRefusal(() => decideLines(command, facts)));
    // After the facts: whoever is refused by what an order of the same key has changed, is told of that order.
    await settleKnown(sql, commands, settled);
    const open: DecidedLines[] = [];
    for (const [i, command] of commands.entries()) {
      const one = decided[i] as DecidedLines | AppError;
      if (settled.has(command)) continue;
      if (one instanceof AppError) settled.set(command, { refused: one });
      else open.push(one);
    }
    return { commands, facts, settled, open };
  }

  /** What became of each, in the order in which they were given. */
  async place(tx: Tx, { commands, facts, settled, open }: LookedAt): Promise<Outcome[]> {
    const outcomes = new Map(settled);
    const { accepted, stock, write } = await this.decide(tx, open, facts, outcomes);
    if (accepted.length > 0) {
      const parts = await this.writer.write(tx, accepted, facts, stock);
      await write();
      await this.follow(tx, accepted, parts, facts);
      const after = await this.goOn(tx, accepted, parts, facts);
      for (const [i, one] of after.entries()) outcomes.set(commandOf(accepted, i), { placed: { parts: one, again: false } });
      for (const [i, { order }] of after.entries()) {
        const { me, onBehalf } = commandOf(accepted, i);
        const { number, shopId, totalFen } = order;
        if (onBehalf) await this.audit.record(tx, me, 'orders.place', `order:${order.id}`, { number, shopId, totalFen });
      }
    }
    return commands.map((command) => outcomes.get(command) as Outcome);
  }

  private async decide(tx: Tx, open: readonly DecidedLines[], facts: BatchFacts, outcomes: Map<PlaceCommand, Outcome>) {
    const stock = await this.levels.lock(
      tx,
      open.flatMap(({ lines }) => lines.map(({ sku }) => sku.id)),
    );
    // Copies: who comes later finds less on them, while the rows stay as they were locked.
    const levels = inServingOrder(
      stock.map((row) => ({ ...row })),
      facts.warehouseIds,
    );
    const money = await this.money.begin(
      tx,
      open.map(({ command }) => command),
    );
    const accepted: ToWrite[] = [];
    const refused = new Map<PlaceCommand, Outcome>();
    for (const one of open) {
      const { command } = one;
      const decided = orRefusal(() => {
        const { needsFinance } = money.check(command, one.totalFen);
        const order = decideStock(one, (skuId) => levels.get(skuId) ?? [], facts.settings.backOrders, tellsFigures(command, facts));
        return { order, facts: factsAtPlacement(order, needsFinance) };
      });
      if (decided instanceof AppError) {
        refused.set(command, { refused: decided });
        continue;
      }
      for (const { skuId, warehouseId, quantity } of decided.order.allocated) {
        const level = levels.get(skuId)?.find((shelf) => shelf.warehouseId === warehouseId);
        if (level) level.available -= quantity;
      }
      money.take(command, one.totalFen);
      accepted.push(decided);
    }
    // Another process may have placed the same order while this one waited for its lock, and have left nothing for a second.
    await settleKnown(tx, [...refused.keys()], outcomes);
    for (const [command, outcome] of refused) if (!outcomes.has(command)) outcomes.set(command, outcome);
    return { accepted, stock, write: money.write };
  }

  /** What else is kept of each order. */
  private async follow(tx: Tx, accepted: readonly ToWrite[], parts: readonly OrderParts[], facts: BatchFacts): Promise<void> {
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

/** Of commands that were done before: the same answer, or a refusal where the key was used for something else. */
async function settleKnown(sql: Sql, commands: readonly PlaceCommand[], settled: Map<PlaceCommand, Outcome>): Promise<void> {
  if (commands.length === 0) return;
  const known = await knownKeys(
    sql,
    commands.map(({ once }) => once),
  );
  for (const command of commands) {
    const seen = known(command.once);
    if (!seen) continue;
    const isSame = seen.bodyHash === command.once.bodyHash;
    settled.set(
      command,
      isSame ? { placed: { orderId: Number(seen.answer), again: true } } : { refused: new Refused('idempotency_reused') },
    );
  }
}

const commandOf = (accepted: readonly ToWrite[], i: number): PlaceCommand => (accepted[i] as ToWrite).order.command;

/** How much is left is told to staff, and to shops that the supplier shows the figure. */
function tellsFigures({ onBehalf, shopId }: PlaceCommand, facts: BatchFacts): boolean {
  if (onBehalf) return true;
  return (
    displayFor(facts.settings.stockDisplay, facts.shops.get(shopId)?.level ?? null, facts.shops.get(shopId)?.segmentIds ?? []) === 'figure'
  );
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
