import { freshDatabase, type TestDatabase } from '../../../test/database';
import { basketOf, buy, checkWarehouse, openWarehouse, SoldOut } from '../../../test/parallel-orders';

const BUYERS = Array.from({ length: 500 }, (_, buyer) => buyer);

describe('500 orders at the same time', () => {
  let place: TestDatabase;
  beforeEach(async () => {
    place = await freshDatabase({ migrated: false });
  });
  afterEach(() => place.drop());

  it('are all placed when there is enough of everything', async () => {
    await openWarehouse(place.database, 1_000);
    const sales = await Promise.all(BUYERS.map((buyer) => place.database.transaction((tx) => buy(tx, basketOf(buyer)))));
    expect(new Set(sales).size).toBe(500);
    expect(await checkWarehouse(place.database)).toEqual({ sales: 500, lost: [], torn: [] });
  });

  it('sell exactly the stock when there is too little, and the refused ones leave nothing', async () => {
    await openWarehouse(place.database, 60);
    const outcomes = await Promise.allSettled(BUYERS.map((buyer) => place.database.transaction((tx) => buy(tx, basketOf(buyer)))));
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => reason);
    expect(refused.every((reason) => reason instanceof SoldOut)).toBe(true);
    expect(await checkWarehouse(place.database)).toEqual({ sales: 500 - refused.length, lost: [], torn: [] });
    expect(refused.length).toBeGreaterThan(400);
    const left = await place.database.query<{ available: number }>('SELECT available FROM sku');
    expect(left.filter(({ available }) => available < 2).length).toBeGreaterThanOrEqual(3);
  });

  it('hold through the ways into a transaction that TypeORM offers, with other statements in between', async () => {
    const { database } = place;
    await openWarehouse(database, 1_000);
    const sales = BUYERS.slice(0, 150).map((buyer) =>
      database.dataSource.transaction(async (manager) => {
        const query = (sql: string, params: unknown[]) => manager.query(sql, params);
        const { lines } = basketOf(buyer);
        await query('INSERT INTO sale (id, buyer, at) VALUES (?, ?, ?)', [buyer + 1, buyer, 1]);
        for (const { sku, quantity } of lines) {
          await query('UPDATE sku SET available = available - ? WHERE id = ? AND available >= ?', [quantity, sku, quantity]);
          await query('INSERT INTO sale_line (sale_id, sku_id, quantity) VALUES (?, ?, ?)', [buyer + 1, sku, quantity]);
        }
        if (buyer % 3 === 0) throw new Error('changed their mind');
      }),
    );
    const looks = BUYERS.slice(0, 150).map(() => database.query('SELECT COUNT(*) AS n FROM sale'));
    const outcomes = await Promise.allSettled(sales);
    await Promise.all(looks);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(50);
    expect(await checkWarehouse(database)).toEqual({ sales: 100, lost: [], torn: [] });
  });

  it('in opposite order of their lines all get an answer', async () => {
    await openWarehouse(place.database, 1_000);
    const baskets = BUYERS.slice(0, 100).map((buyer) => {
      const basket = basketOf(buyer);
      return buyer % 2 === 0 ? basket : { ...basket, lines: [...basket.lines].reverse() };
    });
    await Promise.all(baskets.map((basket) => place.database.transaction((tx) => buy(tx, basket))));
    expect(await checkWarehouse(place.database)).toEqual({ sales: 100, lost: [], torn: [] });
  });
});
