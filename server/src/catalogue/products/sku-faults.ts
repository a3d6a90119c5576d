import type { Input } from '@dianquan/shared/contract/all';
import type { FieldFault } from '@dianquan/shared/errors';
import { leastQuantity, mostQuantity } from '@dianquan/shared/units';
import { Invalid } from '../../platform/errors';

export type SkuInput = Input<'products.create'>['skus'][number];

/** What no single field says: units that can't be told apart, limits between which nothing fits. */
export function refuseOddSkus(skus: readonly SkuInput[]): void {
  const faults = skus.flatMap((sku, i) => faultsOf(sku).map((fault) => ({ ...fault, field: `skus.${i}.${fault.field}` })));
  const codes = new Set<string>();
  for (const [i, { code, barcode }] of skus.entries()) {
    for (const [field, value] of [
      ['code', code],
      ['barcode', barcode],
    ] as const) {
      if (value === null) continue;
      if (codes.has(`${field} ${value}`))
        faults.push({ field: `skus.${i}.${field}`, rule: 'other', zh: `${value} 在这个商品里出现了两次` });
      codes.add(`${field} ${value}`);
    }
  }
  if (faults.length > 0) throw new Invalid(faults);
}

export function faultsOf({
  baseUnit,
  units,
  ladder,
  ...rules
}: Pick<SkuInput, 'baseUnit' | 'units' | 'ladder' | 'minimum' | 'step' | 'maximum'>): FieldFault[] {
  const faults: FieldFault[] = [];
  const names = new Set([baseUnit]);
  const factors = new Set<number>();
  for (const [i, { name, factor }] of units.entries()) {
    if (names.has(name)) faults.push({ field: `units.${i}.name`, rule: 'other', zh: `单位“${name}”重复了` });
    if (factors.has(factor)) faults.push({ field: `units.${i}.factor`, rule: 'other', zh: '两个单位的换算数相同' });
    names.add(name);
    factors.add(factor);
  }
  const starts = new Set<number>();
  for (const [i, { from }] of ladder.entries()) {
    if (starts.has(from)) faults.push({ field: `ladder.${i}.from`, rule: 'other', zh: '两档阶梯价的起订数量相同' });
    starts.add(from);
  }
  if (rules.maximum !== null && mostQuantity(rules) < leastQuantity(rules)) {
    faults.push({ field: 'maximum', rule: 'too_small', min: leastQuantity(rules), zh: '最多可订的数量比起订量还少' });
  }
  return faults;
}
