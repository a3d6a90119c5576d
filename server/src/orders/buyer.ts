import type { Allow } from '@dianquan/shared/roles';
import { Injectable } from '@nestjs/common';
import { type Viewpoint, Viewpoints } from '../catalogue/viewpoint';
import type { Sql } from '../platform/database/sql';
import { Invalid } from '../platform/errors';
import { type Actor, isStaff } from '../platform/http/actor';

export type Buyer = { view: Viewpoint; shopId: number; onBehalf: boolean };

/** For which shop somebody orders: a member for the shop that they act for, staff for one that they name and may see. */
@Injectable()
export class Buyers {
  constructor(private readonly views: Viewpoints) {}

  /** For which shop, without a look at its prices: nothing is asked of the database for a member. @throws as `of` */
  async shopOf(sql: Sql, me: Actor, shopId?: number): Promise<Omit<Buyer, 'view'>> {
    const own = me.member?.shopId;
    if (own !== undefined && (shopId ?? own) === own) return { shopId: own, onBehalf: false };
    return this.of(sql, me, shopId);
  }

  /** @throws Invalid when staff name no shop; NotFound for a shop that isn't theirs to see */
  async of(sql: Sql, me: Actor, shopId?: number): Promise<Buyer> {
    const wanted = shopId ?? me.member?.shopId;
    if (wanted === undefined) throw new Invalid({ field: 'shopId', rule: 'required', zh: '请先选择为哪家门店下单' });
    const onBehalf = isStaff(me) && me.member?.shopId !== wanted;
    const view = await this.views.of(sql, me, wanted);
    return { view, shopId: wanted, onBehalf };
  }
}

/** Who orders, for themselves or for a shop. Of staff those who deal with its orders before they are placed. */
export const BUYERS: Allow[] = ['member', 'salesperson', 'manager', 'office', 'admin'];
