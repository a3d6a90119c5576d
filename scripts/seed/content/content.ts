import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { COMMUNITY_RIGHTS } from '@dianquan/shared/contract/communities';
import type { CUSTOM_FIELD_TYPES } from '@dianquan/shared/contract/shops';
import type { ShopLevel, StaffRole } from '@dianquan/shared/roles';
import { type AnnouncementText, parseAnnouncements } from './announcement-text';
import { parseRoot, type Root } from './catalogue-text';
import { type PostTemplate, parsePosts } from './post-text';

export type StaffContent = {
  key: string;
  name: string;
  roles: StaffRole[];
  regions: string[];
  /** Of salespeople: shops that they brought in alone, how well those passed it on, how well their shops read. */
  directShops?: number;
  pull?: number;
  careful?: number;
};
export type District = {
  code: string;
  weight: number;
  latitude: number;
  longitude: number;
  radiusKm: number;
  roads: string[];
  markets: string[];
};
export type Trade = { trade: string; weight: number; words: string[]; tags: string[] };
export type CastShop = {
  name: string;
  shop: string;
  street: string;
  address: string;
  trade: string;
  level: ShopLevel;
  salesperson: string;
  day: number;
  tags: string[];
  area: number;
  orders: number;
  spendFen: number;
  /** How surely they read, 0 to 1. */
  diligence: number;
  second?: { shop: string; street: string; address: string };
};
export type Scenario = {
  seed: string;
  joinedShops: number;
  strangers: number;
  strangersBecamePartners: number;
  waitingShops: number;
  days: number;
  strangersAmongDirect: number;
  crossTerritory: number;
  known: { partner: number; lost: number };
  clerksPerShop: number[];
  secondOwner: number;
  chainStores: number;
  pendingClerks: number;
  removedClerks: number;
  joinedWithoutInvitation: number;
  rejections: number;
  longestChain: number;
  catalogue: { products: number; skus: number };
  trade: { orders: number; days: number; customerPrices: number };
  reading: { owner: number; clerk: number; answers: number; delivered: number };
  cast: Record<string, CastShop>;
  clerks: Record<string, { name: string; of: string; status: 'active' | 'pending'; diligence: number }>;
  strangerShops: Record<string, { shop: string; street: string; address: string } | null>;
};
export type SegmentContent = {
  key: string;
  name: string;
  rule?: object;
  manual?: { shops: number; from: string[]; prefer: string[] };
};
export type CommunityContent = {
  key: string;
  name: string;
  description: string;
  rules: string;
  segments: string[];
  postRight: (typeof COMMUNITY_RIGHTS)[number];
  commentRight: (typeof COMMUNITY_RIGHTS)[number];
  moderators: string[];
  posts: number;
  cover: string;
  pinned: string;
};
export type FieldContent = { key: string; label: string; type: (typeof CUSTOM_FIELD_TYPES)[number]; options: string[]; required: boolean };

export type Content = {
  scenario: Scenario;
  staff: StaffContent[];
  districts: District[];
  names: { surnames: Record<string, number>; male: string[]; female: string[]; nicknames: string[]; phonePrefixes: string[] };
  shops: {
    luckyWords: string[];
    trades: Trade[];
    suffixes: Record<string, number>;
    commonTags: string[];
    clerkNotes: string[];
    notes: string[];
  };
  fields: FieldContent[];
  segments: SegmentContent[];
  communities: CommunityContent[];
  announcements: AnnouncementText[];
  posts: Record<string, PostTemplate[]>;
  comments: { generic: string[]; replies: string[] };
  catalogue: Root[];
  orderSets: {
    announcements: { title: string; set: string; lines: string[] }[];
    posts: { community: string; set: string; lines: string[] }[];
  };
};

/** The same folder from the sources and from dist. */
export function demoFolder(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const place = join(folder, 'config', 'demo');
    if (existsSync(place)) return place;
  }
  throw new Error('config/demo is missing');
}

export function readContent(folder = demoFolder()): Content {
  const json = <T>(file: string): T => JSON.parse(readFileSync(join(folder, file), 'utf8')) as T;
  const texts = (kind: string) =>
    readdirSync(join(folder, kind))
      .filter((file) => file.endsWith('.md'))
      .sort()
      .map((file) => [file.replace('.md', ''), readFileSync(join(folder, kind, file), 'utf8')] as const);
  return {
    scenario: json('scenario.json'),
    staff: json<{ staff: StaffContent[] }>('staff.json').staff,
    districts: json<{ districts: District[] }>('places.json').districts,
    names: json('names.json'),
    shops: json('shops.json'),
    fields: json<{ fields: FieldContent[] }>('custom-fields.json').fields,
    segments: json<{ segments: SegmentContent[] }>('segments.json').segments,
    communities: json<{ communities: CommunityContent[] }>('communities.json').communities,
    announcements: texts('announcements').flatMap(([file, text]) => parseAnnouncements(file, text)),
    posts: Object.fromEntries(texts('posts').map(([file, text]) => [file, parsePosts(file, text)])),
    comments: json('comments.json'),
    catalogue: texts('catalogue').map(([file, text]) => parseRoot(file, text)),
    orderSets: json('order-sets.json'),
  };
}
