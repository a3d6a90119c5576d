export type Category = { id: number; parent: Category | null; name: string; path: string; position: number; place: number; root: string };
export type Product = {
  id: number;
  name: string;
  brand: string;
  category: Category;
  drawing: string;
  skus: Sku[];
  offSaleAt: number | null;
  /** Kept from the shops of these segments. */
  hiddenFrom: string[];
};
/** Fen are for one base unit. */
export type Sku = {
  id: number;
  product: Product;
  code: string;
  spec: string;
  barcode: string;
  baseUnit: string;
  units: { name: string; factor: number }[];
  minimum: number;
  step: number;
  maximum: number | null;
  listFen: number;
  costFen: number;
  floorFen: number;
  ladder: { from: number; fen: number }[];
  offSaleAt: number | null;
  /** How often it is asked for beside the others of its kind. */
  popularity: number;
  /** What it cost before its price was changed last. */
  before: { listFen: number; costFen: number; until: number } | null;
};
export type Catalogue = { categories: Category[]; products: Product[]; skus: Sku[]; openedAt: number };

export const pricesAt = (sku: Sku, at: number): { listFen: number; costFen: number } =>
  sku.before && at < sku.before.until ? sku.before : sku;
