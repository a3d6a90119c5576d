import type { PaymentMethod } from '@dianquan/shared/workflow';
import type { Sku } from '../goods/types';
import type { Member, Shop } from '../story/types';

export type DraftLine = {
  sku: Sku;
  unit: string;
  factor: number;
  /** In `unit`. */
  quantity: number;
  /** For one base unit. */
  fen: number;
  listFen: number;
  costFen: number;
  rule: string;
};
/** An order as it was placed; what became of it is told by the books. */
export type Draft = {
  id: number;
  number: string;
  shop: Shop;
  at: number;
  /** Of the shop itself; null when its salesperson ordered for it. */
  member: Member | null;
  lines: DraftLine[];
  totalFen: number;
  method: PaymentMethod;
  isCancelled: boolean;
  source: { kind: string; id: number | null };
};

export const totalOf = (lines: readonly DraftLine[]): number =>
  lines.reduce((sum, { fen, factor, quantity }) => sum + fen * factor * quantity, 0);
