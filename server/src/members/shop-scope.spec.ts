import type { StaffRole } from '@dianquan/shared/roles';
import { buildShop } from '../../test/builders/shop';
import { freshDatabase, type TestDatabase } from '../../test/database';
import { Clock } from '../platform/clock';
import type { Actor } from '../platform/http/actor';
import { shopScope } from './shop-scope';

let place: TestDatabase;
const shops: Record<string, number> = {};
const nobody: Actor = { sessionId: 1, accountId: 1, provider: 'wechat', name: null, staff: null, member: null };
const staff = (roles: StaffRole[], regions: string[] = [], id = 1): Actor => ({
  ...nobody,
  provider: 'wecom',
  staff: { id, roles, regions },
});

beforeAll(async () => {
  place = await freshDatabase();
  const t = { db: place.database, clock: new Clock() };
  const add = async (key: string, regionCode: string | null, ownerStaffId: number | null) => {
    shops[key] = (await buildShop(t, { regionCode, ownerStaffId })).shopId;
  };
  await add('mine in Jinjiang', '510104', 1);
  await add('theirs in a street of Jinjiang', '510104020', 2);
  await add("nobody's in Chengdu", '5101', null);
  await add("nobody's in Mianyang", '5107', null);
  await add('mine, nowhere', null, 1);
});
afterAll(() => place.drop());

async function seenBy(actor: Actor | null): Promise<string[]> {
  const scope = shopScope(actor, 's');
  const rows = await place.database.query<{ id: number }>(`SELECT s.id FROM shop s WHERE ${scope.sql} ORDER BY s.id`, scope.params);
  return rows.map(({ id }) => Object.keys(shops).find((key) => shops[key] === id) ?? '?');
}
const all = () => Object.keys(shops);
const member = (): Actor => ({ ...nobody, member: { id: 9, shopId: shops["nobody's in Mianyang"] ?? 0, role: 'owner' } });

describe('which shops an actor sees', () => {
  it.each<[string, () => Actor | null, () => string[]]>([
    ['nobody', () => null, () => []],
    ['somebody without a shop', () => nobody, () => []],
    ['a shop person', member, () => ["nobody's in Mianyang"]],
    ['a salesperson', () => staff(['salesperson']), () => ['mine in Jinjiang', 'mine, nowhere']],
    ['a salesperson of nothing', () => staff(['salesperson'], [], 3), () => []],
    ['a manager without regions', () => staff(['manager']), all],
    [
      'a manager of Chengdu',
      () => staff(['manager'], ['5101']),
      () => ['mine in Jinjiang', 'theirs in a street of Jinjiang', "nobody's in Chengdu"],
    ],
    ['a manager of one district', () => staff(['manager'], ['510104']), () => ['mine in Jinjiang', 'theirs in a street of Jinjiang']],
    [
      'a manager of Mianyang who is also a salesperson',
      () => staff(['manager', 'salesperson'], ['5107']),
      () => ['mine in Jinjiang', "nobody's in Mianyang", 'mine, nowhere'],
    ],
    ['a salesperson with regions, which are only for managers', () => staff(['salesperson'], ['5107'], 3), () => []],
    ['the office', () => staff(['office']), all],
    ['finance', () => staff(['finance']), all],
    ['the warehouse', () => staff(['warehouse']), all],
    ['a courier', () => staff(['courier']), all],
    ['an admin', () => staff(['admin'], ['44']), all],
  ])('%s', async (_, actor, expected) => {
    expect(await seenBy(actor())).toEqual(expected());
  });
});
