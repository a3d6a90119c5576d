/** What can be had where; warehouses in the order in which they serve. */
export type Shelf = { warehouseId: number; available: number };
export type Wanted = { line: number; skuId: number; base: number };
export type Allocated = { line: number; skuId: number; warehouseId: number; quantity: number };
export type Allocation = { taken: Allocated[]; short: { line: number; skuId: number; quantity: number }[] };

/**
 * From where an order is served: by the first warehouse that has all of it; when none has, line by line by the first that has the
 * whole line; else by as many as it takes. Pure; nothing is taken off the shelves.
 */
export function allocate(wanted: readonly Wanted[], shelvesOf: (skuId: number) => readonly Shelf[]): Allocation {
  const left = new Map<string, number>();
  const order: number[] = [];
  for (const { skuId } of wanted)
    for (const { warehouseId, available } of shelvesOf(skuId)) {
      left.set(`${skuId} ${warehouseId}`, Math.max(0, available));
      if (!order.includes(warehouseId)) order.push(warehouseId);
    }
  const sums = new Map<number, number>();
  for (const { skuId, base } of wanted) sums.set(skuId, (sums.get(skuId) ?? 0) + base);
  const leftAt = (skuId: number, warehouseId: number): number => left.get(`${skuId} ${warehouseId}`) ?? 0;
  const whole = order.find((warehouseId) => [...sums].every(([skuId, base]) => leftAt(skuId, warehouseId) >= base));
  const allocation: Allocation = { taken: [], short: [] };
  for (const { line, skuId, base } of wanted) {
    const shelves = shelvesOf(skuId).map(({ warehouseId }) => warehouseId);
    const single = whole ?? shelves.find((warehouseId) => leftAt(skuId, warehouseId) >= base);
    let rest = base;
    for (const warehouseId of single === undefined ? shelves : [single]) {
      const quantity = Math.min(rest, leftAt(skuId, warehouseId));
      if (quantity === 0) continue;
      left.set(`${skuId} ${warehouseId}`, leftAt(skuId, warehouseId) - quantity);
      allocation.taken.push({ line, skuId, warehouseId, quantity });
      rest -= quantity;
    }
    if (rest > 0) allocation.short.push({ line, skuId, quantity: rest });
  }
  return allocation;
}
