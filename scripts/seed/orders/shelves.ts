import { type Calendar, DAY, HOUR } from '../calendar';
import type { Dice } from '../dice';
import type { Catalogue, Sku } from '../goods/types';
import type { Life } from './life';
import type { Return } from './returns';

/** Units by which what can be sold, and what is promised, change. */
export type Move = {
  sku: number;
  warehouse: number;
  available: number;
  reserved: number;
  reason: string;
  order: number | null;
  ret: number | null;
  account: number | null;
  note: string;
  at: number;
};
export type Level = { sku: number; warehouse: number; available: number; reserved: number; lowBelow: number | null };

/** Orders longer ago have one movement for what left; later ones are told with their reservation. */
const TOLD_DAYS = 60;
const WAREHOUSES = 2;

/** What lay in the warehouses: it is bought in whenever the next order would not be served. */
export class Shelves {
  readonly moves: Move[] = [];
  readonly levels = new Map<number, Level>();
  private readonly lots = new Map<number, number>();

  constructor(
    { skus, openedAt }: Catalogue,
    private readonly calendar: Calendar,
    private readonly dice: Dice,
    private readonly keeper: number,
    lives: Life[],
    returns: Return[],
  ) {
    for (const life of lives) this.serve(life);
    for (const sku of skus) this.stockUp(sku, openedAt);
    for (const one of returns) this.takeBack(one);
    this.runDry(skus);
    this.moves.sort((a, b) => a.at - b.at);
  }

  private serve(life: Life): void {
    const { draft, sent, state, warehouseId: warehouse } = life;
    const isRecent = draft.at > this.calendar.now - TOLD_DAYS * DAY;
    draft.lines.forEach(({ sku, quantity, factor }, index) => {
      const units = quantity * factor;
      const level = this.level(sku.id, warehouse);
      const tell = (reason: string, available: number, reserved: number, at: number) =>
        this.moves.push({ sku: sku.id, warehouse, available, reserved, reason, order: draft.id, ret: null, account: null, note: '', at });
      if (state === 'cancelled') {
        if (!isRecent) return;
        this.ensure(sku, level, units, draft.at);
        tell('reserved', -units, units, draft.at);
        tell('released', units, -units, life.stateAt);
        return;
      }
      this.ensure(sku, level, units, draft.at);
      level.available -= units;
      const hasLeft = sent === 'all' || (typeof sent === 'number' && index < sent);
      if (!hasLeft) level.reserved += units;
      if (isRecent || !hasLeft) tell('reserved', -units, units, draft.at);
      if (hasLeft) tell('shipped', isRecent ? 0 : -units, isRecent ? -units : 0, life.shippedAt!);
    });
  }

  /** Bought in lots that last some weeks. */
  private ensure(sku: Sku, level: Level, units: number, at: number): void {
    if (level.available >= units) return;
    const key = keyOf(level.sku, level.warehouse);
    const lot = Math.max(this.lots.get(key) ?? 0, units * this.dice.between(8, 20));
    this.lots.set(key, lot);
    level.lowBelow = Math.max(1, Math.round(lot / 7));
    this.receive(level, lot, at - this.dice.between(2, 40) * HOUR, '采购到货');
    if (level.available < units) throw new Error(`sku ${sku.id} was bought in too small a lot`);
  }

  private receive(level: Level, units: number, at: number, note: string): void {
    const { sku, warehouse } = level;
    level.available += units;
    this.moves.push({
      sku,
      warehouse,
      available: units,
      reserved: 0,
      reason: 'received',
      order: null,
      ret: null,
      account: this.keeper,
      note,
      at,
    });
  }

  private stockUp(sku: Sku, at: number): void {
    const level = this.level(sku.id, 1);
    if (level.lowBelow !== null) return;
    const units = Math.max(sku.step, Math.round(Math.min(3_000, this.dice.between(200_000, 900_000) / sku.listFen) / sku.step) * sku.step);
    level.lowBelow = Math.max(1, Math.round(units / 6));
    this.receive(level, units, at + HOUR, '期初库存');
  }

  private takeBack({ id, state, units, line, life, kind, receivedAt, receivedBy }: Return): void {
    if (state !== 'received') return;
    const { sku } = life.draft.lines[line - 1]!;
    const level = this.level(sku.id, 1);
    const move = { sku: sku.id, warehouse: 1, reserved: 0, order: life.draft.id, ret: id, account: receivedBy.account.id, at: receivedAt! };
    this.moves.push({ ...move, available: units, reason: 'returned', note: '' });
    if (kind === 'return') level.available += units;
    else this.moves.push({ ...move, available: -units, reason: kind === 'damage' ? 'damaged' : 'exchanged', note: '' });
  }

  /** Some are sold out, as always. */
  private runDry(skus: Sku[]): void {
    for (const { id } of this.dice.sample(skus, 28))
      for (let warehouse = 1; warehouse <= WAREHOUSES; warehouse++) {
        const level = this.levels.get(keyOf(id, warehouse));
        if (!level || level.available === 0) continue;
        const at = this.calendar.now - this.dice.between(3, 70) * HOUR;
        this.moves.push({
          sku: id,
          warehouse,
          available: -level.available,
          reserved: 0,
          reason: 'counted',
          order: null,
          ret: null,
          account: this.keeper,
          note: '盘点',
          at,
        });
        level.available = 0;
      }
  }

  private level(sku: number, warehouse: number): Level {
    const key = keyOf(sku, warehouse);
    const known = this.levels.get(key);
    if (known) return known;
    const level = { sku, warehouse, available: 0, reserved: 0, lowBelow: null };
    this.levels.set(key, level);
    return level;
  }
}

const keyOf = (sku: number, warehouse: number): number => sku * 10 + warehouse;
