import type { SkuUnit } from '../skus/sku-rows';

export type Picture = { id: number; width: number | null; height: number | null };
export type ProductState = {
  name: string;
  brand: string;
  /** Names from the root down, as one text. */
  category: string;
  description: string;
  keywords: string[];
  pictures: Picture[];
};
export type SkuState = {
  code: string;
  spec: string;
  barcode: string | null;
  baseUnit: string;
  /** The larger units, smallest first. */
  units: SkuUnit[];
  minimum: number;
  step: number;
  maximum: number | null;
  listFen: number;
  costFen: number | null;
  floorFen: number | null;
  onSale: boolean;
};

/** Something as it is in the database, and as the sheet wants it; `before` is null for what is new. */
class Draft<State> {
  constructor(
    /** Known once it is written. */
    public id: number | null,
    readonly before: State | null,
    public state: State,
  ) {}

  get isChanged(): boolean {
    return JSON.stringify(this.before) !== JSON.stringify(this.state);
  }
}

export class ProductDraft extends Draft<ProductState> {
  /** The place of its last SKU. */
  lastPosition = 0;
}

export class SkuDraft extends Draft<SkuState> {
  /** What is counted in the warehouse; null when the sheet doesn't say or it is so already. */
  counted: { change: number } | null = null;

  constructor(
    id: number | null,
    readonly product: ProductDraft,
    before: SkuState | null,
    state: SkuState,
    readonly ladder: readonly { from: number; fen: number }[] = [],
  ) {
    super(id, before, state);
  }
}
