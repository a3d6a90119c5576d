import { chunkOf, chunkRange } from '@dianquan/server/announcements/chunks';
import { standingOf } from '@dianquan/server/announcements/standing';
import { regionKey } from '@dianquan/server/announcements/tallies';
import type { ChunkRow, ShopCountRow, TallyRow } from '../rows';
import { type Announcement, asksOf } from './announcements';
import type { Reading } from './readings';
import type { Shop } from './types';

type Counts = { shops: ShopCountRow[]; tallies: TallyRow[]; chunks: ChunkRow[] };

/** The counts that the application keeps beside the recipients, counted here from the readings. */
export function countReadings(announcement: Announcement, readings: Reading[]): Counts {
  const tallies = new Tallies(announcement);
  const shops = new Map<Shop, { row: ShopCountRow; sums: TallyRow[] }>();
  const chunks = new Map<number, ChunkRow>();
  for (const reading of readings) {
    const { shop, role } = reading.member;
    let counted = shops.get(shop);
    if (!counted) {
      const row = emptyShop(announcement, shop);
      counted = { row, sums: tallies.ofShop(row) };
      shops.set(shop, counted);
    }
    addToShop(counted.row, reading);
    addToChunk(chunks, announcement.id, reading);
    addPerson(role === 'owner' ? tallies.owners : tallies.clerks, reading);
  }
  for (const { row, sums } of shops.values()) {
    const standing = standingOf(row, asksOf(announcement));
    for (const sum of sums) {
      sum.people += row.people;
      sum.delivered += row.delivered;
      sum.people_read += row.owners_read + row.clerks_read;
      sum.acknowledged += row.acknowledged;
      sum.understood += row.understood;
      sum.shops++;
      sum.shops_reached += Number(standing.reached);
      sum.shops_read += Number(standing.read);
      sum.shops_owner_read += Number(standing.ownerRead);
      sum.shops_fully_read += Number(standing.fullyRead);
      sum.shops_understood += Number(standing.understood);
    }
  }
  const byShop = [...shops.values()].map(({ row }) => row).sort((a, b) => a.shop_id - b.shop_id);
  return { shops: byShop, tallies: [...tallies.rows.values()], chunks: [...chunks.values()].sort((a, b) => a.number - b.number) };
}

class Tallies {
  readonly rows = new Map<string, TallyRow>();
  readonly owners: TallyRow;
  readonly clerks: TallyRow;
  private readonly all: TallyRow;

  constructor(private readonly announcement: Announcement) {
    this.all = this.of('all', '');
    this.owners = this.of('owner', '');
    this.clerks = this.of('clerk', '');
    for (const segment of announcement.segments) this.of('segment', String(segment.id));
  }

  /** Everything in which a shop is counted as a whole. */
  ofShop(row: ShopCountRow): TallyRow[] {
    const segments = row.segment_ids.split(',').filter(Boolean);
    return [
      this.all,
      this.of('region', regionKey(row.region_code)),
      this.of('salesperson', String(row.owner_staff_id ?? 0)),
      ...segments.map((id) => this.of('segment', id)),
    ];
  }

  private of(dimension: string, key: string): TallyRow {
    const id = `${dimension} ${key}`;
    const row = this.rows.get(id) ?? emptyTally(this.announcement.id, dimension, key);
    this.rows.set(id, row);
    return row;
  }
}

function addToShop(row: ShopCountRow, reading: Reading): void {
  const isOwner = reading.member.role === 'owner';
  row.people++;
  row.owners += Number(isOwner);
  row.delivered += Number(reading.deliveredAt !== null);
  if (isOwner) row.owners_read += Number(reading.readAt !== null);
  else row.clerks_read += Number(reading.readAt !== null);
  row.acknowledged += Number(reading.acknowledgedAt !== null);
  row.understood += Number(reading.understoodAt !== null);
}

function addPerson(row: TallyRow, reading: Reading): void {
  row.people++;
  row.delivered += Number(reading.deliveredAt !== null);
  row.people_read += Number(reading.readAt !== null);
  row.acknowledged += Number(reading.acknowledgedAt !== null);
  row.understood += Number(reading.understoodAt !== null);
}

function addToChunk(chunks: Map<number, ChunkRow>, announcementId: number, reading: Reading): void {
  const number = chunkOf(reading.member.id);
  const { first, last } = chunkRange(number);
  const empty = {
    announcement_id: announcementId,
    number,
    first_member_id: first,
    last_member_id: last,
    people: 0,
    unread: 0,
    done_at: null,
  };
  const chunk = chunks.get(number) ?? empty;
  chunks.set(number, chunk);
  chunk.people++;
  chunk.unread += Number(reading.readAt === null);
}

function emptyShop(announcement: Announcement, shop: Shop): ShopCountRow {
  return {
    announcement_id: announcement.id,
    shop_id: shop.id,
    region_code: shop.regionCode,
    owner_staff_id: shop.salesperson.id,
    segment_ids: announcement.segments
      .filter((segment) => shop.segments.has(segment.content.key))
      .map((segment) => segment.id)
      .sort((a, b) => a - b)
      .join(','),
    people: 0,
    owners: 0,
    delivered: 0,
    owners_read: 0,
    clerks_read: 0,
    acknowledged: 0,
    understood: 0,
  };
}

function emptyTally(announcementId: number, dimension: string, key: string): TallyRow {
  return {
    announcement_id: announcementId,
    dimension,
    key_value: key,
    people: 0,
    delivered: 0,
    people_read: 0,
    acknowledged: 0,
    understood: 0,
    shops: 0,
    shops_reached: 0,
    shops_read: 0,
    shops_owner_read: 0,
    shops_fully_read: 0,
    shops_understood: 0,
  };
}
