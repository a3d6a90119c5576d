import type { Database } from '@dianquan/server/platform/database/database';
import { openidOf, phoneOf } from '../wechat-simulator/state/identities';
import type { Content } from './content/content';
import { BULK_TABLES, GROUPS } from './rows';

type Actor = {
  key: string;
  role: string;
  name: string;
  provider: 'wechat' | 'wecom';
  /** A login code that the simulated platform accepts again and again. */
  code: string;
  phone: string | null;
  staffId?: number;
  shopId?: number | null;
  shopIds?: number[];
  shopName?: string | null;
  memberId?: number | null;
  status?: string;
};
type Prospect = {
  id: number;
  name: string;
  address: string | null;
  phone: string | null;
  ownerStaffId: number | null;
  claimableBy: string | null;
};
type Named = { id: number; name: string };

export type Manifest = {
  actors: Actor[];
  announcements: number[];
  communities: Named[];
  segments: (Named & { kind: string })[];
  invitations: { staffKey: string; code: string; path: string }[];
  shops: { partner: number | null; outsider: number | null; twoShops: number[]; prospects: Prospect[] };
  products: { id: number; name: string; brand: string }[];
  /** By code, of the products above. */
  skus: Record<string, number>;
  /** The newest of each kind: by the step that an order waits for, and what the partner's shop ordered last. */
  orders: Record<string, number>;
  /** Announcements and posts with something to order at once. */
  orderSets: { kind: string; subjectId: number; title: string }[];
  counts: Record<string, number>;
};

/** What is in the database now, as far as somebody who tries it out needs to know. */
export async function readManifest(database: Database, content: Content): Promise<Manifest> {
  const staff = await staffActors(database, content);
  const people = await Promise.all(peopleKeys(content).map((key) => personActor(database, key, content)));
  const shopOf = (key: string) => people.find((one) => one.key === key)?.shopId ?? null;
  return {
    actors: [...staff, ...people],
    announcements: (await database.query<{ id: number }>(`SELECT id FROM announcement WHERE state = 'published' ORDER BY id`)).map(
      ({ id }) => id,
    ),
    communities: await database.query<Named>('SELECT id, name FROM community ORDER BY id'),
    segments: await database.query<Named & { kind: string }>('SELECT id, name, kind FROM segment WHERE removed_at IS NULL ORDER BY id'),
    invitations: await openInvitations(database),
    shops: {
      partner: shopOf('owner-1'),
      outsider: shopOf('owner-2'),
      twoShops: people.find((one) => one.key === 'owner-3')?.shopIds ?? [],
      prospects: await prospects(database, content),
    },
    ...(await goods(database)),
    orders: await orders(database, shopOf('owner-1')),
    orderSets: await database.query('SELECT kind, subject_id AS subjectId, title FROM order_set ORDER BY kind, subject_id'),
    counts: await countRows(database),
  };
}

const peopleKeys = ({ scenario }: Content): string[] => [
  ...Object.keys(scenario.cast),
  ...Object.keys(scenario.clerks),
  ...Object.keys(scenario.strangerShops),
];

async function staffActors(database: Database, content: Content): Promise<Actor[]> {
  const rows = await database.query<{ id: number; wecom_userid: string; name: string; phone: string | null }>(
    'SELECT id, wecom_userid, name, phone FROM staff WHERE disabled_at IS NULL ORDER BY id',
  );
  return rows.flatMap(({ id, wecom_userid: key, name, phone }): Actor[] => {
    const role = content.staff.find((one) => one.key === key)?.roles[0];
    return role ? [{ key, role, name, provider: 'wecom', code: `demo-${key}`, phone, staffId: id }] : [];
  });
}

async function personActor(database: Database, key: string, content: Content): Promise<Actor> {
  const memberships = await database.query<{
    id: number;
    role: string;
    status: string;
    name: string;
    shop_id: number;
    shop_name: string;
    phone: string | null;
  }>(
    `SELECT m.id, m.role, m.status, m.name, m.shop_id, s.name AS shop_name, a.phone FROM account a
       JOIN member m ON m.account_id = a.id AND m.status <> 'removed' JOIN shop s ON s.id = m.shop_id
     WHERE a.provider = 'wechat' AND a.external_id = ? ORDER BY m.id`,
    [openidOf(key)],
  );
  const own = memberships[0];
  const isStranger = key in content.scenario.strangerShops;
  return {
    key,
    role: isStranger ? 'stranger' : (own?.role ?? 'stranger'),
    name: own?.name ?? (isStranger ? `新朋友 ${key.slice(-1)}` : key),
    provider: 'wechat',
    code: `demo-${key}`,
    phone: own?.phone ?? phoneOf(key),
    shopId: own?.shop_id ?? null,
    shopIds: memberships.map((one) => one.shop_id),
    shopName: own?.shop_name ?? null,
    memberId: own?.id ?? null,
    ...(own ? { status: own.status } : {}),
  };
}

/** The newest open code of each salesperson that is for everybody. */
async function openInvitations(database: Database): Promise<Manifest['invitations']> {
  const rows = await database.query<{ key: string; code: string }>(
    `SELECT s.wecom_userid AS \`key\`, i.code FROM invitation i JOIN staff s ON s.id = i.staff_id
     WHERE i.id IN (SELECT MAX(id) FROM invitation WHERE staff_id IS NOT NULL AND prospect_shop_id IS NULL AND revoked_at IS NULL
                      AND expires_at IS NULL AND use_limit IS NULL GROUP BY staff_id) ORDER BY s.id`,
  );
  return rows.map(({ key, code }) => ({ staffKey: key, code, path: `/pages/join/index?code=${code}` }));
}

/** Shops on record of the first salesperson's territory that nobody is in yet; the stranger's own comes first. */
async function prospects(database: Database, content: Content): Promise<Prospect[]> {
  const rows = await database.query<{
    id: number;
    name: string;
    address: string | null;
    phone: string | null;
    owner_staff_id: number | null;
  }>(
    `SELECT h.id, h.name, h.address, h.phone, h.owner_staff_id FROM shop h JOIN staff s ON s.id = h.owner_staff_id AND s.wecom_userid = 'sales-1'
     WHERE h.joined_at IS NULL AND h.member_count = 0 AND h.status = 'prospect' ORDER BY h.id`,
  );
  const claimant = (phone: string | null) => Object.keys(content.scenario.strangerShops).find((key) => phoneOf(key) === phone) ?? null;
  return rows
    .map(({ id, name, address, phone, owner_staff_id }) => ({
      id,
      name,
      address,
      phone,
      ownerStaffId: owner_staff_id,
      claimableBy: claimant(phone),
    }))
    .sort((a, b) => Number(b.claimableBy !== null) - Number(a.claimableBy !== null) || a.id - b.id)
    .slice(0, 12);
}

/** The first products of every category. */
async function goods(database: Database): Promise<Pick<Manifest, 'products' | 'skus'>> {
  const products = await database.query<Manifest['products'][number]>(
    'SELECT id, name, brand FROM product WHERE id IN (SELECT MIN(id) FROM product WHERE is_listed = 1 AND has_hidden = 0 GROUP BY category_id) ORDER BY id',
  );
  const rows = await database.query<{ id: number; code: string }>(
    `SELECT id, code FROM sku WHERE off_sale_at IS NULL AND product_id IN
       (SELECT MIN(id) FROM product WHERE is_listed = 1 AND has_hidden = 0 GROUP BY category_id) ORDER BY id`,
  );
  return { products, skus: Object.fromEntries(rows.map(({ id, code }) => [code, id])) };
}

async function orders(database: Database, partner: number | null): Promise<Record<string, number>> {
  const waiting = await database.query<{ step: string; id: number }>(
    'SELECT next_step AS step, MAX(id) AS id FROM shop_order WHERE next_step IS NOT NULL GROUP BY next_step',
  );
  const [own] = await database.query<{ last: number | null; closed: number | null }>(
    `SELECT MAX(id) AS last, MAX(CASE WHEN state = 'completed' THEN id END) AS closed FROM shop_order WHERE shop_id = ?`,
    [partner],
  );
  return {
    ...Object.fromEntries(waiting.map(({ step, id }) => [step, id])),
    ...(own?.last ? { partnerLast: own.last } : {}),
    ...(own?.closed ? { partnerCompleted: own.closed } : {}),
  };
}

async function countRows(database: Database): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of [...Object.values(GROUPS).flat(), ...BULK_TABLES]) {
    const [row] = await database.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`);
    counts[table] = row?.n ?? 0;
  }
  const [joined] = await database.query<{ joined: number; strangers: number; people: number }>(
    `SELECT (SELECT COUNT(*) FROM shop WHERE joined_at IS NOT NULL) AS joined, (SELECT COUNT(*) FROM shop WHERE joined_at IS NOT NULL AND source = 'join') AS strangers,
       (SELECT COUNT(DISTINCT account_id) FROM member) AS people`,
  );
  return { ...counts, joinedShops: joined?.joined ?? 0, strangers: joined?.strangers ?? 0, people: joined?.people ?? 0 };
}
