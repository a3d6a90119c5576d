import type { Place } from './place';

export interface Goods {
  /** SKU ids by code. */
  skus: Record<string, number>;
  /** Product ids by name. */
  products: Record<string, number>;
  warehouseId: number;
}

type Sku = { code: string; spec: string; baseUnit: string; listFen: number } & Record<string, unknown>;

/** A small handbook with stock: one product in several specs, one counted in boxes, one in metres, one that is short. */
export async function stock(place: Place, admin: string): Promise<Goods> {
  const { api } = place;
  const warehouse = await api.call('warehouses.create', admin, { body: { name: '武侯仓' } });
  const goods: Goods = { skus: {}, products: {}, warehouseId: warehouse.id };
  const category = (name: string, parentId: number | null = null) => api.call('categories.create', admin, { body: { name, parentId } });
  const add = async (name: string, categoryId: number, skus: Sku[], amount: number): Promise<void> => {
    const product = await api.call('products.create', admin, {
      body: { name, categoryId, brand: '山岭', skus, description: `${name}，五金店常备` },
    });
    goods.products[name] = product.id;
    for (const { id, code } of product.skus) {
      goods.skus[code] = id;
      await api.call('stock.adjust', admin, {
        params: { skuId: id },
        key: `journey-stock-${code}`,
        body: { warehouseId: warehouse.id, reason: 'received', change: amount },
      });
    }
  };
  const fixing = await category('五金紧固');
  const screws = await category('螺丝', fixing.id);
  const wiring = await category('电工照明');
  const sizes = ['4×30', '5×40', '6×60'].map((spec, at) => ({
    code: `LS-${at + 1}`,
    spec,
    baseUnit: '颗',
    units: [{ name: '盒', factor: 100 }],
    minimum: 100,
    step: 100,
    listFen: 12 + at * 4,
  }));
  await add('不锈钢十字自攻螺丝', screws.id, sizes, 50_000);
  const lamp = {
    code: 'DD-9',
    spec: '9W 白光',
    baseUnit: '只',
    units: [{ name: '箱', factor: 20 }],
    listFen: 680,
    ladder: [{ from: 100, fen: 620 }],
  };
  await add('LED 球泡', wiring.id, [lamp], 400);
  await add(
    '铜芯电线',
    wiring.id,
    [{ code: 'DX-25', spec: '2.5 平方', baseUnit: '米', units: [{ name: '卷', factor: 100 }], step: 50, minimum: 50, listFen: 235 }],
    5000,
  );
  await add('塑壳断路器', wiring.id, [{ code: 'DLQ-63', spec: '63A', baseUnit: '只', listFen: 3850 }], 3);
  return goods;
}
