import type { Answer, Input } from '@dianquan/shared/contract/all';
import { lineTotalFen, sumFen } from '@dianquan/shared/price';
import { checkQuantity } from '@dianquan/shared/units';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database, insertMany, type Tx, upsertMany } from '../../platform/database/database';
import { Invalid, NotFound, Refused } from '../../platform/errors';
import { FileGates } from '../../platform/files/file-gates';
import type { Actor, StaffActor } from '../../platform/http/actor';
import { FavouriteRows } from '../favourites/favourite-rows';
import { Prices } from '../prices/prices';
import { Offers } from '../products/offers';
import { ProductPresenter } from '../products/product-presenter';
import { type SkuRow, Skus } from '../skus/sku-rows';
import { type Viewpoint, Viewpoints } from '../viewpoint';

type Line = { skuId: number; quantity: number; unit: string };
type Put = Input<'orderSets.put'>;
type Offered = { line: Line; sku: SkuRow };

/** What can be ordered at once from an announcement or a post. Whoever may see that may see its set. */
@Injectable()
export class OrderSetsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly gates: FileGates,
    private readonly viewpoints: Viewpoints,
    private readonly skus: Skus,
    private readonly prices: Prices,
    private readonly offers: Offers,
    private readonly presenter: ProductPresenter,
    private readonly favourites: FavouriteRows,
  ) {}

  /** Without the lines that don't exist for whoever looks; what is off sale is there, and doesn't count. Most offer nothing: no lines. */
  async get(me: Actor, { kind, subjectId, shopId }: Input<'orderSets.get'>): Promise<Answer<'orderSets.get'>> {
    if (!(await this.gates.maySubject(me, { kind, id: subjectId }))) throw new NotFound();
    const [set] = await this.db.query<{ title: string; linesJson: string }>(
      'SELECT title, lines_json AS linesJson FROM order_set WHERE kind = ? AND subject_id = ?',
      [kind, subjectId],
    );
    const view = await this.viewpoints.of(this.db, me, shopId);
    if (!set) return { title: '', lines: [], totalFen: null };
    const lines = JSON.parse(set.linesJson) as Line[];
    const ids = lines.map(({ skuId }) => skuId);
    const [skus, kept] = await Promise.all([this.skus.find(this.db, view, ids), this.favourites.among(me, view, ids)]);
    const offered = lines.flatMap((line) => {
      const sku = skus.get(line.skuId);
      return sku ? [{ line, sku }] : [];
    });
    const [offers, totals] = await Promise.all([this.offers.of(view, [...skus.values()]), this.totals(view, offered)]);
    return {
      title: set.title,
      lines: offered.map(({ line: { quantity, unit }, sku }, i) => ({
        sku: this.presenter.sku(sku, offers, kept.has(sku.id)),
        productName: sku.productName,
        picture: this.presenter.skuPicture(me, sku),
        quantity,
        unit,
        totalFen: totals[i] ?? null,
      })),
      totalFen: view.pricesVisible ? sumFen(totals.map((fen) => fen ?? 0)) : null,
    };
  }

  /** No lines take the set away. */
  async put(me: StaffActor, { kind, subjectId, title, lines }: Put): Promise<void> {
    if (!(await this.gates.maySubject(me, { kind, id: subjectId }))) throw new NotFound();
    const view = await this.viewpoints.of(this.db, me);
    await this.db.transaction(async (tx) => {
      const given = await this.checked(tx, view, lines);
      await tx.execute('DELETE FROM order_set_sku WHERE kind = ? AND subject_id = ?', [kind, subjectId]);
      if (given.length === 0) await tx.execute('DELETE FROM order_set WHERE kind = ? AND subject_id = ?', [kind, subjectId]);
      else {
        await upsertMany(
          tx,
          'order_set',
          ['kind', 'subject_id', 'title', 'lines_json', 'set_by_account_id', 'updated_at'],
          [[kind, subjectId, title, JSON.stringify(given), me.accountId, this.clock.now()]],
          ['kind', 'subject_id'],
          ['title', 'lines_json', 'set_by_account_id', 'updated_at'],
        );
        await insertMany(
          tx,
          'order_set_sku',
          ['kind', 'subject_id', 'sku_id'],
          [...new Set(given.map(({ skuId }) => skuId))].map((skuId) => [kind, subjectId, skuId]),
        );
      }
      await this.audit.record(tx, me, 'orderSets.put', `${kind}:${subjectId}`, { title, lines: given });
    });
  }

  private async checked(tx: Tx, view: Viewpoint, lines: Put['lines']): Promise<Line[]> {
    const skus = await this.skus.find(
      tx,
      view,
      lines.map(({ skuId }) => skuId),
    );
    const seen = new Set<number>();
    return lines.map(({ skuId, quantity, unit }, i) => {
      const sku = skus.get(skuId);
      if (!sku) throw new Invalid({ field: `lines.${i}.skuId`, rule: 'not_found', zh: '商品规格不存在' });
      if (seen.has(skuId)) throw new Invalid({ field: `lines.${i}.skuId`, rule: 'other', zh: '同一个规格只能放一行' });
      seen.add(skuId);
      const name = unit ?? sku.baseUnit;
      const { fault } = checkQuantity(quantity, name, sku.units, sku);
      if (fault?.code === 'unknown_unit') throw new Refused('unit_unknown', { line: i, skuId });
      if (fault) throw new Invalid({ field: `lines.${i}.quantity`, rule: fault.rule, zh: fault.zh });
      return { skuId, quantity, unit: name };
    });
  }

  /** At the price of the quantity offered; null where a line can't be ordered now. */
  private async totals(view: Viewpoint, offered: readonly Offered[]): Promise<(number | null)[]> {
    if (!view.pricesVisible) return offered.map(() => null);
    const items = offered.map(({ line, sku }) => ({ sku, quantity: baseOf(line, sku) ?? 1 }));
    const priced = await this.prices.of(this.db, view, items, this.clock.now());
    return offered.map(({ line, sku }, i) => {
      const base = baseOf(line, sku);
      return base === null || !sku.onSale ? null : lineTotalFen(priced[i]?.price.fen ?? 0, base);
    });
  }
}

/** Null when the unit or the limits have changed since, so that the quantity no longer fits. */
const baseOf = ({ quantity, unit }: Line, sku: SkuRow): number | null => checkQuantity(quantity, unit, sku.units, sku).base;
