import { Invalid } from '../../platform/errors';

/** @throws Invalid when a SKU is named twice in one list: which of the two would hold? */
export function refuseTwice(list: string, skuIds: readonly number[]): void {
  const again = skuIds.findIndex((id, i) => skuIds.indexOf(id) !== i);
  if (again >= 0) throw new Invalid({ field: `${list}.${again}.skuId`, rule: 'not_unique', zh: '同一规格只能填一次' });
}
