import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import type { StaffActor } from '../../platform/http/actor';
import { TradeSettingsStore } from '../settings/trade-settings';
import { countOnHold } from './on-hold.query';
import { refuseTwice } from './refuse-twice';
import { SkuPrices } from './sku-prices';

@Injectable()
export class ListPricesService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly settings: TradeSettingsStore,
    private readonly prices: SkuPrices,
  ) {}

  /** Prices made for shops that the change puts on hold are counted: somebody has to confirm them. */
  async set(me: StaffActor, { prices }: Input<'listPrices.set'>): Promise<Answer<'listPrices.set'>> {
    refuseTwice(
      'prices',
      prices.map(({ skuId }) => skuId),
    );
    return this.db.transaction(async (tx) => {
      const changed = await this.prices.change(tx, prices, me.staff.id);
      const { guardPermille } = await this.settings.get(tx);
      const onHold = await countOnHold(tx, changed, guardPermille, this.clock.now());
      if (changed.length > 0) {
        const detail = { prices: prices.filter(({ skuId }) => changed.includes(skuId)) };
        await this.audit.record(tx, me, 'listPrices.set', changed.length === 1 ? `sku:${changed[0]}` : 'skus', detail);
      }
      return { changed: changed.length, onHold };
    });
  }
}
