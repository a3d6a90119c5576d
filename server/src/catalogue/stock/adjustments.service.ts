import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit';
import { Database, type Tx } from '../../platform/database/database';
import { forUpdate, insertMany } from '../../platform/database/sql';
import { Invalid, NotFound, Refused } from '../../platform/errors';
import type { StaffActor } from '../../platform/http/actor';
import { Idempotency } from '../../platform/idempotency/idempotency';
import { StockService } from './stock.service';
import { StockMoves } from './stock-moves';

type Adjustment = Input<'stock.adjust'>;
type Figures = { available: number; reserved: number };

/** Goods come in, are counted, or are written off. */
@Injectable()
export class AdjustmentsService {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly idempotency: Idempotency,
    private readonly moves: StockMoves,
    private readonly stock: StockService,
  ) {}

  async adjust(me: StaffActor, key: string, input: Adjustment): Promise<Answer<'stock.adjust'>> {
    checkAdjustment(input);
    const once = this.idempotency.once(me.accountId, 'stock.adjust', key, input);
    await this.db.transaction((tx) => this.idempotency.run(tx, once, () => this.apply(tx, me, input)));
    return this.stock.get(input.skuId);
  }

  private async apply(tx: Tx, me: StaffActor, input: Adjustment): Promise<string> {
    const { skuId, warehouseId, reason, lowBelow, note } = input;
    const skus = await tx.query('SELECT id FROM sku WHERE id = ?', [skuId]);
    if (skus.length === 0) throw new NotFound();
    await holdOpen(tx, warehouseId);
    const change = await this.changeOf(tx, input);
    // The threshold first: this very movement may cross it.
    if (lowBelow !== undefined) await setThreshold(tx, skuId, warehouseId, lowBelow);
    if (change !== null)
      await this.moves.apply(tx, [{ skuId, warehouseId, available: change, reserved: 0, reason, accountId: me.accountId, note }]);
    await this.audit.record(tx, me, 'stock.adjust', `sku:${skuId}`, { warehouseId, reason, change, lowBelow, note });
    return String(skuId);
  }

  /** Null when only the threshold is set. */
  private async changeOf(tx: Tx, { skuId, warehouseId, reason, change, onHand }: Adjustment): Promise<number | null> {
    if (reason !== 'counted' || onHand === undefined) return change ?? null;
    const { available, reserved } = await figuresOf(tx, skuId, warehouseId);
    // What is promised to orders is there, or the orders have to be changed first.
    if (onHand < reserved) throw new Refused('out_of_stock', { skuIds: [skuId], reserved });
    return onHand - available - reserved;
  }
}

/** @throws Invalid when reason and figures don't fit together */
function checkAdjustment({ reason, change, onHand, lowBelow }: Adjustment): void {
  const fault = (field: string, zh: string) => new Invalid({ field, rule: 'other', zh });
  if (reason === 'counted') {
    if (change !== undefined) throw fault('change', '盘点请填写实际库存，不填增减数量');
    if (onHand === undefined) throw new Invalid({ field: 'onHand', rule: 'required', zh: '请填写盘点后的实际库存' });
    return;
  }
  if (onHand !== undefined) throw fault('onHand', '只有盘点才填写实际库存');
  if (change === undefined) {
    if (lowBelow === undefined) throw new Invalid({ field: 'change', rule: 'required', zh: '请填写增减数量' });
    return;
  }
  if (change === 0) throw fault('change', '增减数量不能是 0');
  if (reason === 'received' && change < 0) throw fault('change', '入库数量要大于 0');
  if (reason === 'damaged' && change > 0) throw fault('change', '报损数量要小于 0');
}

/** Nobody closes the warehouse before this transaction is over. */
async function holdOpen(tx: Tx, warehouseId: number): Promise<void> {
  const shared = tx.engine === 'mysql' ? ' LOCK IN SHARE MODE' : '';
  const rows = await tx.query(`SELECT id FROM warehouse WHERE id = ? AND closed_at IS NULL${shared}`, [warehouseId]);
  if (rows.length === 0) throw new Invalid({ field: 'warehouseId', rule: 'not_found', zh: '仓库不存在或已关闭' });
}

async function ensureRow(tx: Tx, skuId: number, warehouseId: number): Promise<void> {
  await insertMany(tx, 'stock', ['sku_id', 'warehouse_id', 'available', 'reserved'], [[skuId, warehouseId, 0, 0]], { ignore: true });
}

async function figuresOf(tx: Tx, skuId: number, warehouseId: number): Promise<Figures> {
  await ensureRow(tx, skuId, warehouseId);
  const [row] = await tx.query<Figures>(`SELECT available, reserved FROM stock WHERE sku_id = ? AND warehouse_id = ?${forUpdate(tx)}`, [
    skuId,
    warehouseId,
  ]);
  return row ?? { available: 0, reserved: 0 };
}

async function setThreshold(tx: Tx, skuId: number, warehouseId: number, lowBelow: number | null): Promise<void> {
  await ensureRow(tx, skuId, warehouseId);
  await tx.execute('UPDATE stock SET low_below = ? WHERE sku_id = ? AND warehouse_id = ?', [lowBelow, skuId, warehouseId]);
}
