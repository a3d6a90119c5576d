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
import { dayNumber, lockNumbers } from './order-numbers';
import { OrderWriter } from './order-writer';
import type { Outcome, PlaceCommand } from './place-command';
import { knownKeys, rememberKeys } from './placed-keys';
import type { ToWrite } from './placed-order';
import { SoldOut } from './sold-out';

/**
 * Orders that come together, as they were looked at before anything was locked: what is settled already, and what only stock and money
 * still decide.
 */
export type LookedAt = { facts: BatchFacts; settled: Map<PlaceCommand, Outcome>; open: DecidedLines[] };

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
    private readonly soldOut: SoldOut,
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
    const decided = await this.judge(sql, commands, facts);
    const settled = new Map<PlaceCommand, Outcome>();
    // After the facts: whoever is refused by what an order of the same key has changed, is told of that order.
    await settleKnown(sql, commands, settled);
    const open: DecidedLines[] = [];
    for (const [i, command] of commands.entries()) {
      const one = decided[i] as DecidedLines | AppError;
      if (settled.has(command)) continue;
      if (one instanceof AppError) settled.set(command, { refused: one });
      else open.push(one);
    }
    return { facts, settled, open };
  }

  /** @param almost is told when all that was locked for is decided, and the last of it is on its way to the database */
  async place(tx: Tx, { facts, open }: LookedAt, almost: () => void): Promise<Map<PlaceCommand, Outcome>> {
    const outcomes = new Map<PlaceCommand, Outcome>();
    const { accepted, stock, last, write } = await this.decide(tx, open, facts, outcomes);
    if (accepted.length > 0) {
      const parts = await this.writer.begin(tx, accepted, facts, last);
      await Promise.all([
        this.writer.writeLines(tx, parts, last.day),
        underWay().then(() =>
          Promise.all([
            this.writer.write(tx, accepted, parts, stock),
            write(),
            this.follow(tx, accepted, parts, facts),
            underWay().then(almost),
          ]),
        ),
      ]);
      for (const { order } of parts) await this.events.publish(tx, new OrderPlaced(order.id, order.shopId, order.totalFen, facts.now));
      const after = await this.goOn(tx, accepted, parts, facts);
      for (const [i, one] of after.entries()) outcomes.set(commandOf(accepted, i), { placed: { parts: one, again: false } });
      for (const [i, { order }] of after.entries()) {
        const { me, onBehalf } = commandOf(accepted, i);
        const { number, shopId, totalFen } = order;
        if (onBehalf) await this.audit.record(tx, me, 'orders.place', `order:${order.id}`, { number, shopId, totalFen });
      }
    }
    return outcomes;
  }

  /** Everything but money, and stock only where nothing is left of it. */
  private async judge(sql: Sql, commands: readonly PlaceCommand[], facts: BatchFacts): Promise<(DecidedLines | AppError)[]> {
    const decided = commands.map((command) => orRefusal(() => decideLines(command, facts)));
    const shelves = await this.soldOut.look(
      sql,
      decided.filter((one): one is DecidedLines => !(one instanceof AppError)),
      facts,
    );
    return decided.map((one) => {
      const levels = one instanceof AppError ? undefined : shelves.get(one);
      if (one instanceof AppError || levels === undefined) return one;
      const served = orRefusal(() => decideStock(one, (id) => levels.get(id) ?? [], false, tellsFigures(one.command, facts)));
      return served instanceof AppError ? served : one;
    });
  }

  private async decide(tx: Tx, open: readonly DecidedLines[], facts: BatchFacts, outcomes: Map<PlaceCommand, Outcome>) {
    const skuIds = open.flatMap(({ lines }) => lines.map(({ sku }) => sku.id));
    const day = dayNumber(this.clock.shanghaiDay(facts.now));
    const [stock, last] = await Promise.all([this.levels.lock(tx, skuIds), lockNumbers(tx, day)]);
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
        this.soldOut.remember(one, levels);
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
    return { accepted, stock, last, write: money.write };
  }

  /** What else is kept of each order. */
  private async follow(tx: Tx, accepted: readonly ToWrite[], parts: readonly OrderParts[], facts: BatchFacts): Promise<void> {
    await Promise.all([
      rememberKeys(
        tx,
        parts.map(({ order }, i) => ({ once: commandOf(accepted, i).once, answer: String(order.id) })),
        facts.now,
      ),
      takeFromCarts(
        tx,
        accepted.map(({ order }) => order),
        facts,
      ),
      this.figures.ordered(
        tx,
        parts.map(({ order }) => ({ shopId: order.shopId, fen: order.totalFen, orders: 1, at: facts.now })),
      ),
    ]);
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

/** When the statements that were just begun have been handed to the database, which then works on them while we go on. */
const underWay = (): Promise<void> => new Promise((resolve) => process.nextTick(() => queueMicrotask(resolve)));

/** Anything but a refusal of ours is a fault, and undoes the whole batch. */
function orRefusal<T>(work: () => T): T | AppError {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
