import { containing, type Fragment, type Sql } from '../../platform/database/sql';
import { boundingBox, distanceInMetres, type Position } from './distance';

export type Candidate = {
  id: number;
  name: string;
  address: string | null;
  region_code: string | null;
  latitude: number | null;
  longitude: number | null;
  has_owner: number;
};

const RADIUS_METRES = 3000;
const NEARBY_LIMIT = 30;
const NAMED_LIMIT = 30;

const CANDIDATES = `SELECT shop.id, shop.name, shop.address, shop.region_code, shop.latitude, shop.longitude,
    EXISTS (SELECT 1 FROM member m WHERE m.shop_id = shop.id AND m.role = 'owner' AND m.status = 'active') AS has_owner
  FROM shop WHERE `;

async function read(sql: Sql, condition: Fragment, limit: number): Promise<Candidate[]> {
  return sql.query<Candidate>(`${CANDIDATES} ${condition.sql} LIMIT ?`, [...condition.params, limit]);
}

export function shopById(sql: Sql, id: number): Promise<Candidate[]> {
  return read(sql, { sql: 'shop.id = ?', params: [id] }, 1);
}

export function shopsByPhone(sql: Sql, phone: string): Promise<Candidate[]> {
  const contacts = 'SELECT c.shop_id FROM shop_contact c WHERE c.phone = ?';
  return read(sql, { sql: `(shop.phone = ? OR shop.id IN (${contacts}))`, params: [phone, phone] }, NAMED_LIMIT);
}

/** By the name and the address; not by `search_text`, which holds the code and the phone as well. */
export function shopsByName(sql: Sql, words: string): Promise<Candidate[]> {
  const terms = words.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 5);
  const each = "(LOWER(shop.name) LIKE ? ESCAPE '!' OR LOWER(COALESCE(shop.address, '')) LIKE ? ESCAPE '!')";
  return read(
    sql,
    { sql: terms.map(() => each).join(' AND '), params: terms.flatMap((term) => [containing(term), containing(term)]) },
    NAMED_LIMIT,
  );
}

/** The nearest first; flat geometry is exact enough to choose them, the haversine then measures. */
export async function shopsNear(sql: Sql, position: Position): Promise<Candidate[]> {
  const { latitude, longitude } = position;
  const box = boundingBox(position, RADIUS_METRES);
  const shrink = Math.cos((latitude * Math.PI) / 180) ** 2;
  const found = await sql.query<Candidate>(
    `${CANDIDATES} shop.latitude BETWEEN ? AND ? AND shop.longitude BETWEEN ? AND ?
     ORDER BY (shop.latitude - ?) * (shop.latitude - ?) + (shop.longitude - ?) * (shop.longitude - ?) * ? LIMIT ?`,
    [box.south, box.north, box.west, box.east, latitude, latitude, longitude, longitude, shrink, NEARBY_LIMIT],
  );
  return found.filter((shop) => (distanceTo(position, shop) ?? Number.POSITIVE_INFINITY) <= RADIUS_METRES);
}

export function distanceTo(from: Position, shop: Pick<Candidate, 'latitude' | 'longitude'>): number | null {
  if (shop.latitude === null || shop.longitude === null) return null;
  return Math.round(distanceInMetres(from, { latitude: shop.latitude, longitude: shop.longitude }));
}
