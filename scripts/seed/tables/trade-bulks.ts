import type { Calendar } from '../calendar';
import type { Dice } from '../dice';
import type { Tastes } from '../goods/tastes';
import type { Catalogue } from '../goods/types';
import { Books } from '../orders/books';
import type { OrderSet } from '../orders/order-sets';
import { makeReturns, type Return } from '../orders/returns';
import { Shelves } from '../orders/shelves';
import type { Draft } from '../orders/types';
import type { Bulk, Row } from '../rows';
import { type Shop, type Staff, staffByKey } from '../story/types';
import { billRows } from './bill-rows';
import { entriesOf, moneyBulks, stockBulks } from './money-rows';
import { orderBulks, shipmentsOf } from './order-rows';

type Trade = { catalogue: Catalogue; tastes: Tastes; drafts: Draft[]; shops: Shop[]; staff: Staff[]; calendar: Calendar; dice: Dice };

/** What became of all orders, told when the first of these tables is written and not before: it is long. */
export function tradeBulks({ catalogue, tastes, drafts, shops, staff, calendar, dice }: Trade): Bulk[] {
  const told = once(() => {
    const books = new Books(calendar, staff, dice.fork('books'), drafts);
    const returns = makeReturns(books, calendar, dice, staff);
    const received = new Map(returns.filter(({ state }) => state === 'received').map((one): [Return['life'], Return] => [one.life, one]));
    return { books, returns, received, calendar, staff };
  });
  const shipments = once(() => shipmentsOf(told().books));
  const entries = once(() => entriesOf(told().books, shipments(), told().returns));
  const shelves = once(
    () =>
      new Shelves(catalogue, calendar, dice.fork('shelves'), staffByKey(staff, 'warehouse').account.id, told().books.lives, told().returns),
  );
  const late = (tables: readonly Bulk['table'][], make: () => Bulk[]): Bulk[] =>
    tables.map((table) => ({
      table,
      rows: () =>
        make()
          .find((one) => one.table === table)!
          .rows(),
    }));
  return [
    ...late(
      ['shop_order', 'order_line', 'order_allocation', 'order_step', 'shipment', 'return_request', 'last_price', 'order_counter'],
      () => orderBulks(told(), shipments),
    ),
    ...late(['payment', 'refund', 'ledger_entry', 'shop_balance', 'statement_answer'], () => moneyBulks(told(), entries)),
    { table: 'payment_reconciliation', rows: () => billRows(told().books, told().returns, calendar) },
    ...late(['stock_movement', 'stock'], () => stockBulks(shelves)),
    { table: 'delivery_address', rows: () => addresses(shops) },
    { table: 'favourite', rows: () => favourites(shops, tastes, calendar, dice.fork('favourites')) },
  ];
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

const addresses = (shops: Shop[]): Row[] =>
  shops
    .filter((shop) => shop.status === 'partner' && shop.members.length > 0)
    .map((shop) => ({
      shop_id: shop.id,
      contact: shop.members[0]!.account.name,
      phone: shop.members[0]!.account.phone,
      region_code: shop.regionCode,
      address: shop.address,
      is_default: 1,
      removed_at: null,
    }));

/** What owners keep at hand; those who can be signed in as certainly do. */
function favourites(shops: Shop[], tastes: Tastes, calendar: Calendar, dice: Dice): Row[] {
  return shops.flatMap((shop): Row[] => {
    const owner = shop.members.find(({ role, status }) => role === 'owner' && status === 'active');
    if (!owner || shop.status !== 'partner' || !(owner.isKnown || dice.chance(0.2))) return [];
    const regulars = [...new Set(tastes.of(shop))].filter(
      (sku) => sku.offSaleAt === null && sku.product.offSaleAt === null && sku.product.hiddenFrom.length === 0,
    );
    return dice.sample(regulars, Math.min(regulars.length, dice.between(5, 12))).map((sku) => {
      const first = sku.units[0];
      const isByBox = first !== undefined && sku.step > 1 && first.factor % sku.step === 0;
      const addedAt = Math.min(calendar.now - 60_000, (owner.confirmedAt ?? calendar.now) + dice.between(1, 20) * 86_400_000);
      return {
        shop_id: shop.id,
        account_id: owner.account.id,
        sku_id: sku.id,
        quantity: isByBox ? 1 : sku.minimum * dice.between(1, 4),
        unit: isByBox ? first.name : sku.baseUnit,
        added_at: addedAt,
      };
    });
  });
}

export function orderSetRows(sets: OrderSet[]) {
  return {
    order_set: sets.map(
      ({ kind, subject, title, at, accountId, lines }): Row => ({
        kind,
        subject_id: subject,
        title,
        lines_json: JSON.stringify(lines.map(({ sku, quantity }) => ({ skuId: sku.id, quantity, unit: sku.baseUnit }))),
        set_by_account_id: accountId,
        updated_at: at,
      }),
    ),
    order_set_sku: sets.flatMap(({ kind, subject, lines }) => lines.map(({ sku }): Row => ({ kind, subject_id: subject, sku_id: sku.id }))),
  };
}
