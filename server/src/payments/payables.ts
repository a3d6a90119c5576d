import { Injectable } from '@nestjs/common';
import type { Sql } from '../platform/database/sql';
import type { Actor } from '../platform/http/actor';

/** An order as far as paying it goes. */
export type Payable = {
  orderId: number;
  number: string;
  shopId: number;
  /** Total less what was paid and not given back. */
  dueFen: number;
  /** Cancelled or completed: takes no money any more. */
  closed: boolean;
  expiresAt: number | null;
  /** What the payer reads on the phone. */
  description: string;
};

export type PayableSource = {
  /** With `lock`, inside a transaction: the order stays as it is until that is over. */
  find(sql: Sql, orderId: number, options?: { lock?: boolean }): Promise<Payable | null>;
  /** Whether the order may be seen and paid for by the actor; who may not, is told that there is none. */
  mayPay(actor: Actor, payable: Payable): boolean | Promise<boolean>;
};

/** The orders room, a floor above, puts itself in here when it starts; without it there is nothing to pay. */
@Injectable()
export class Payables {
  private source: PayableSource | null = null;

  register(source: PayableSource): void {
    this.source = source;
  }

  async find(sql: Sql, orderId: number, options: { lock?: boolean } = {}): Promise<Payable | null> {
    return this.source ? this.source.find(sql, orderId, options) : null;
  }

  /** Null as well for an order that the actor may not pay for. */
  async findFor(sql: Sql, actor: Actor, orderId: number): Promise<Payable | null> {
    const payable = await this.find(sql, orderId);
    return payable && (await this.source?.mayPay(actor, payable)) ? payable : null;
  }
}
