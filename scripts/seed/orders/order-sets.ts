import { DAY } from '../calendar';
import type { Content } from '../content/content';
import type { Dice } from '../dice';
import type { Catalogue, Sku } from '../goods/types';
import type { Announcement } from '../story/announcements';
import type { Reading } from '../story/readings';
import type { Shop } from '../story/types';
import type { Post } from '../story/written';
import type { Baskets } from './basket';
import { type Draft, totalOf } from './types';

export type OrderSet = {
  kind: 'announcement' | 'post';
  subject: number;
  title: string;
  at: number;
  accountId: number;
  lines: { sku: Sku; quantity: number }[];
};

/** Of those who ordered anything after reading, so many ordered what was offered. */
const ORDERED = { announcement: 0.2, post: 0.9 };
const WITHIN = 7 * DAY;

export function makeOrderSets(content: Content, { products }: Catalogue, announcements: Announcement[], posts: Post[]): OrderSet[] {
  const linesOf = (lines: string[]) =>
    lines.map((line) => {
      const [brand, name, rest = ''] = line.split('/').length > 3 ? splitOnce(line) : line.split('/');
      const [spec, quantity] = rest.split('*');
      const product = products.find((one) => one.brand === brand && one.name === name);
      const sku = product?.skus.find((one) => one.spec === spec);
      if (!sku) throw new Error(`order-sets.json: nothing is called ${line}`);
      return { sku, quantity: Number(quantity) };
    });
  const ofAnnouncements = content.orderSets.announcements.map(({ title, set, lines }): OrderSet => {
    const subject = announcements.find((one) => one.text.title.startsWith(title));
    if (!subject) throw new Error(`order-sets.json: no announcement begins with ${title}`);
    return {
      kind: 'announcement',
      subject: subject.id,
      title: set,
      at: subject.createdAt,
      accountId: subject.author.account.id,
      lines: linesOf(lines),
    };
  });
  const ofPosts = content.orderSets.posts.map(({ community, set, lines }): OrderSet => {
    const subject = posts.find((one) => one.community.content.key === community && one.pinnedAt !== null);
    if (!subject?.author.staff) throw new Error(`order-sets.json: no pinned post of the supplier in ${community}`);
    return {
      kind: 'post',
      subject: subject.id,
      title: set,
      at: subject.createdAt,
      accountId: subject.author.staff.account.id,
      lines: linesOf(lines),
    };
  });
  return [...ofAnnouncements, ...ofPosts];
}

/** A size may have a stroke in it. */
function splitOnce(line: string): string[] {
  const [brand = '', name = '', ...rest] = line.split('/');
  return [brand, name, rest.join('/')];
}

/** Some of the orders that followed a reading are for what the notice offered. Nobody moves to another segment by it. */
export class Followers {
  private readonly byShop = new Map<Shop, Draft[]>();
  private readonly thresholds: number[];

  constructor(
    content: Content,
    private readonly baskets: Baskets,
    private readonly dice: Dice,
    private readonly now: number,
    drafts: Draft[],
  ) {
    this.thresholds = [...JSON.stringify(content.segments).matchAll(/"spend90d","min":(\d+)/g)].map(([, fen]) => Number(fen));
    for (const draft of drafts) {
      if (draft.at < now - 75 * DAY) continue;
      const own = this.byShop.get(draft.shop);
      if (own) own.push(draft);
      else this.byShop.set(draft.shop, [draft]);
    }
  }

  follow(set: OrderSet, readings: Reading[]): void {
    for (const { member, readAt } of readings) if (readAt !== null) this.orderAfter(set, member.shop, readAt);
  }

  /** Who saw the post. */
  followPost(set: OrderSet, { views, community }: Post): void {
    const byAccount = new Map(community.shops.flatMap((shop) => shop.members.map((member) => [member.account.id, shop])));
    for (const { accountId, at } of views) {
      const shop = byAccount.get(accountId);
      if (shop) this.orderAfter(set, shop, at);
    }
  }

  private orderAfter(set: OrderSet, shop: Shop, readAt: number): void {
    const draft = this.byShop
      .get(shop)
      ?.find(
        ({ at, member, source, isCancelled }) =>
          member && !isCancelled && source.id === null && at > readAt && at < readAt + WITHIN && at < this.now,
      );
    if (!draft || !this.dice.chance(ORDERED[set.kind])) return;
    const own = set.lines.map(({ sku, quantity }) => this.baskets.line(shop, sku, quantity, draft.at));
    const kept = draft.lines.filter(({ sku }) => !own.some((line) => line.sku === sku)).slice(0, this.dice.int(3));
    const lines = [...own, ...kept];
    const change = totalOf(lines) - draft.totalFen;
    const after = shop.spend90dFen + change;
    if (this.thresholds.some((fen) => shop.spend90dFen >= fen !== after >= fen)) return;
    shop.spend90dFen = after;
    Object.assign(draft, { lines, totalFen: draft.totalFen + change, source: { kind: set.kind, id: set.subject } });
  }
}
