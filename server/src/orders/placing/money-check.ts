import { Injectable } from '@nestjs/common';
import { BalanceRows } from '../../payments/balance-rows';
import type { Tx } from '../../platform/database/sql';
import { Refused } from '../../platform/errors';
import type { PlaceCommand } from './place-command';

export type MoneyVerdict = { needsFinance: boolean };

/** Whether orders that come together can be paid as they say, each seeing what those before it have used up. */
@Injectable()
export class MoneyCheck {
  constructor(private readonly balances: BalanceRows) {}

  /** Keeps the balances of the shops that pay from them until the transaction is over. */
  async begin(tx: Tx, commands: readonly PlaceCommand[]) {
    const shops = commands.filter(({ input }) => ['account', 'deposit'].includes(input.paymentMethod)).map(({ shopId }) => shopId);
    const rows = await this.balances.lock(tx, shops);
    const used = new Map<string, number>();
    const usedOf = (shopId: number, what: string): number => used.get(`${shopId} ${what}`) ?? 0;
    return {
      /** @throws Refused credit_exceeded, deposit_short */
      check: ({ shopId, input }: PlaceCommand, totalFen: number): MoneyVerdict => {
        const row = rows.get(shopId);
        if (input.paymentMethod === 'account' && row) {
          const leftFen = row.limit_fen - row.owed_fen - row.open_fen - row.advance_fen - usedOf(shopId, 'account');
          const isOver = totalFen > leftFen;
          if (row.limit_fen === 0 || (isOver && input.overLimit === 'refuse'))
            throw new Refused('credit_exceeded', { limitFen: row.limit_fen, leftFen: Math.max(0, leftFen), totalFen });
          return { needsFinance: isOver };
        }
        if (input.paymentMethod === 'deposit') {
          const leftFen = (row?.deposit_fen ?? 0) - usedOf(shopId, 'deposit');
          if (totalFen > leftFen) throw new Refused('deposit_short', { depositFen: Math.max(0, leftFen), totalFen });
        }
        // Nobody has seen the money yet: finance looks for it first.
        return { needsFinance: input.paymentMethod === 'offline' };
      },
      take: ({ shopId, input }: PlaceCommand, totalFen: number): void => {
        used.set(`${shopId} ${input.paymentMethod}`, usedOf(shopId, input.paymentMethod) + totalFen);
      },
      /** Ordered on account and not charged yet. */
      write: async (): Promise<void> => {
        const owing = [...rows.keys()].filter((shopId) => usedOf(shopId, 'account') > 0).sort((a, b) => a - b);
        await Promise.all(owing.map((shopId) => this.balances.change(tx, shopId, { open: usedOf(shopId, 'account') })));
      },
    };
  }
}
