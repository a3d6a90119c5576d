import type { Database } from '@dianquan/server/platform/database/database';
import { inList } from '@dianquan/server/platform/database/sql';
import { MEMBER_ROLE_ZH, type MemberRole, STAFF_ROLE_ZH, STAFF_ROLES, type StaffRole } from '@dianquan/shared/roles';
import { openidOf } from '../wechat-simulator/state/identities';
import type { World } from '../wechat-simulator/state/world';

export interface DemoPerson {
  /** The simulator's key; `demo-<key>` signs in. */
  key: string;
  name: string;
  provider: 'wechat' | 'wecom';
  /** 业务员, 店主, 店员（待确认）, 还没加入 … */
  role: string;
  /** The shop, for people of shops. */
  place: string | null;
  group: 'staff' | 'shop' | 'stranger';
}

type StaffRow = { userid: string; name: string; role: StaffRole };
type ShopRow = { openid: string; name: string | null; role: MemberRole | null; status: string | null; shop: string | null };

const MOST = 200;
/** Those of the demo data whom one can be; who of them exists, the database says. */
const KNOWN = [...['owner', 'clerk'].flatMap((kind) => [1, 2, 3, 4, 5].map((n) => `${kind}-${n}`)), ...[1, 2].map((n) => `stranger-${n}`)];

/** Everybody one can put into a phone: staff, people of shops, and people who have never been here. */
export async function peopleOf(database: Database, world: World): Promise<DemoPerson[]> {
  const staff = await staffOf(database);
  const userids = new Set(staff.map((one) => one.key));
  const keys = [...new Set([...KNOWN, ...world.people.list('', MOST).map(({ key }) => key)])].filter((key) => !userids.has(key));
  const shopPeople = await shopPeopleOf(database, world, keys);
  for (const { key, name, provider } of staff) world.registerUser({ key, nickname: name, wecom: provider === 'wecom' });
  return [...staff, ...shopPeople];
}

async function staffOf(database: Database): Promise<DemoPerson[]> {
  const rows = await database.query<StaffRow>(
    `SELECT s.wecom_userid AS userid, s.name AS name, r.role AS role FROM staff s JOIN staff_role r ON r.staff_id = s.id
     WHERE s.disabled_at IS NULL ORDER BY s.id LIMIT ${MOST}`,
  );
  const people = new Map<string, StaffRow[]>();
  for (const row of rows) people.set(row.userid, [...(people.get(row.userid) ?? []), row]);
  const rank = (roles: StaffRow[]): number => Math.min(...roles.map(({ role }) => STAFF_ROLES.indexOf(role)));
  return [...people.entries()]
    .sort(([, a], [, b]) => rank(a) - rank(b))
    .map(([key, roles]) => ({
      key,
      name: roles[0]?.name ?? key,
      provider: 'wecom',
      role: roles.map(({ role }) => STAFF_ROLE_ZH[role]).join('、'),
      place: null,
      group: 'staff',
    }));
}

async function shopPeopleOf(database: Database, world: World, keys: string[]): Promise<DemoPerson[]> {
  const keyOf = new Map(keys.map((key) => [openidOf(key), key]));
  const list = inList([...keyOf.keys()]);
  const rows = await database.query<ShopRow>(
    `SELECT a.external_id AS openid, COALESCE(m.name, a.name) AS name, m.role AS role, m.status AS status, s.name AS shop
     FROM account a LEFT JOIN member m ON m.account_id = a.id AND m.status <> 'removed' LEFT JOIN shop s ON s.id = m.shop_id
     WHERE a.provider = 'wechat' AND a.external_id IN ${list.sql} ORDER BY m.id DESC`,
    list.params,
  );
  const rowOf = new Map(rows.map((row) => [keyOf.get(row.openid), row]));
  return keys.flatMap((key): DemoPerson[] => {
    const row = rowOf.get(key);
    if (row?.role) {
      const { nickname } = world.registerUser({ key, nickname: row.name ?? undefined });
      const role = `${MEMBER_ROLE_ZH[row.role]}${row.status === 'pending' ? '（待确认）' : ''}`;
      return [{ key, name: nickname, provider: 'wechat', role, place: row.shop, group: 'shop' }];
    }
    // Owners and clerks of a demo that was never seeded do not exist; strangers always do.
    if (!world.people.find(key) && !key.startsWith('stranger-')) return [];
    const { nickname } = world.registerUser({ key, nickname: STRANGER_NAMES[key] });
    return [{ key, name: nickname, provider: 'wechat', role: '还没加入', place: null, group: 'stranger' }];
  });
}

const STRANGER_NAMES: Record<string, string> = { 'stranger-1': '陈国华', 'stranger-2': '吴秀兰' };
