import { type Columns, PRODUCT_LEVEL } from './product-columns';
import { faultAt, type ProductRecord, type RowFault } from './product-record';

/**
 * What the rows read so far have said, to find rows that contradict them: one code twice, one product described in two ways. Nothing of
 * it comes from the database, so reading the rows again after a restart brings it back.
 */
export class SheetMemory {
  private readonly codes = new Map<string, number>();
  private readonly products = new Map<string, Map<string, { line: number; said: string }>>();

  constructor(private readonly columns: Columns) {}

  take(record: ProductRecord): RowFault[] {
    const faults: RowFault[] = [];
    if (record.code !== undefined) {
      const line = this.codes.get(record.code);
      if (line !== undefined) faults.push(faultAt(this.columns, 'code', record.code, `与第 ${line} 行的编码重复`));
      else this.codes.set(record.code, record.line);
    }
    if (record.product === undefined) return faults;
    const key = `${record.product}\n${record.brand ?? ''}`;
    const known = this.products.get(key) ?? new Map<string, { line: number; said: string }>();
    this.products.set(key, known);
    for (const column of PRODUCT_LEVEL) {
      const value = record[column];
      if (column === 'brand' || value === undefined) continue;
      const said = JSON.stringify(value);
      const before = known.get(column);
      if (before === undefined) known.set(column, { line: record.line, said });
      else if (before.said !== said)
        faults.push(faultAt(this.columns, column, String(value), `与第 ${before.line} 行同一商品填写的不一样`));
    }
    return faults;
  }
}
