import type { TestApp } from '../app';
import { moveFaults } from '../order-moves-conservation';
import { moneyFaults } from '../payments/check-money';
import { checkTrade } from '../trade-conservation';

/** Every recount there is of goods, orders and money: what is off, in words. */
export async function tradeFaults(t: TestApp): Promise<string[]> {
  return [...(await checkTrade(t.db)), ...(await moveFaults(t.db)), ...(await moneyFaults(t))];
}
