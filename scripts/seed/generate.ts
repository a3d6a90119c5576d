import { excerptOf } from '@dianquan/server/announcements/excerpt';
import type { Calendar } from './calendar';
import type { Content } from './content/content';
import type { Dice } from './dice';
import { makeCatalogue } from './goods/catalogue';
import { PriceBook } from './goods/price-book';
import { Tastes } from './goods/tastes';
import type { Catalogue } from './goods/types';
import { Baskets } from './orders/basket';
import { Followers, makeOrderSets } from './orders/order-sets';
import { planOrders } from './orders/plan';
import type { Draft } from './orders/types';
import type { Bulk, FileRow, RecipientRow, Row, Rows, ShopCountRow, TallyRow } from './rows';
import { type Announcement, makeAnnouncements } from './story/announcements';
import { makeJoinRequests } from './story/communities';
import { type Asset, FileShelf } from './story/files';
import { Inbox } from './story/inbox';
import { type Places } from './story/places';
import { makePosts } from './story/posts';
import { giveDiligence, type Reading, Readings } from './story/readings';
import { makeCalls, planReminders } from './story/reminders';
import { tellStory } from './story/story';
import { countReadings } from './story/tallies';
import { type Story, staffByKey } from './story/types';
import type { Post } from './story/written';
import { announcementRow, publishJobRow, recipientRow } from './tables/announcement-rows';
import { auditRows } from './tables/audit-rows';
import { catalogueRows, gramRows, priceRows, productRows } from './tables/catalogue-rows';
import { communityRows } from './tables/community-rows';
import { contactRows } from './tables/contact-rows';
import { invitationRows } from './tables/invitation-rows';
import { messageRows } from './tables/message-rows';
import { accountRows, fieldRows, memberRows, segmentRows, shopDetailRows, shopRows, staffRows } from './tables/people-rows';
import { orderSetRows, tradeBulks } from './tables/trade-bulks';
import { settingRows } from './tables/warehouse-rows';

export type Generated = {
  story: Story;
  announcements: Announcement[];
  posts: Post[];
  catalogue: Catalogue;
  drafts: Draft[];
  rows: Rows;
  bulk: Bulk[];
  /** Which asset the bytes of each file are. */
  files: { id: number; asset: string }[];
};

/** Every row of the demo, from the content, the day and the seed alone. */
export function generate(content: Content, calendar: Calendar, dice: Dice, assets: ReadonlyMap<string, Asset>): Generated {
  const catalogue = makeCatalogue(content, calendar, dice);
  const book = new PriceBook(catalogue, calendar, dice);
  const tastes = new Tastes(catalogue, dice);
  const baskets = new Baskets(book, tastes);
  const { story, places, drafts } = tellStory(content, calendar, dice, (shops) => {
    book.agree(shops, tastes, content.scenario.trade.customerPrices, dice);
    return planOrders(content, calendar, dice, shops, baskets);
  });
  const shelf = new FileShelf(assets);
  const requests = makeJoinRequests(story.communities, calendar, story.staff, dice);
  const posts = makePosts({ content, calendar, dice, staff: story.staff, places: places satisfies Places }, story.communities, requests);
  const announcements = makeAnnouncements(content, calendar, story.segments, staffByKey(story.staff, 'manager'));
  const inbox = new Inbox(calendar, dice);
  const sets = makeOrderSets(content, catalogue, announcements, posts);
  const followers = new Followers(content, baskets, dice.fork('followers'), calendar.now, drafts);
  const told = tellAnnouncements(story, announcements, inbox, shelf, (announcement, own) => {
    const set = sets.find(({ kind, subject }) => kind === 'announcement' && subject === announcement.id);
    if (set) followers.follow(set, own);
  });
  for (const set of sets.filter(({ kind }) => kind === 'post')) followers.followPost(set, posts.find(({ id }) => id === set.subject)!);
  const people = {
    account: accountRows(story, shelf),
    ...staffRows(story),
    custom_field: fieldRows(story),
    shop: shopRows(story),
    ...shopDetailRows(story),
  };
  const social = communityRows(story, posts, requests, shelf);
  inbox.ofPosts(posts);
  inbox.ofClerks(story.members);
  inbox.ofRequests(requests, story.staff);
  const products = productRows(catalogue, shelf, story.staff);
  const rows: Rows = {
    ...people,
    member: memberRows(story),
    ...segmentRows(story),
    ...invitationRows(story),
    ...social,
    ...told,
    ...catalogueRows(catalogue, story.segments),
    ...priceRows(book, catalogue, story.segments, story.staff),
    ...settingRows(story.staff, catalogue.openedAt),
    ...orderSetRows(sets),
    ...messageRows(story),
    ...contactRows(story),
    inbox_item: inbox.sorted(),
    stored_file: shelf.rows satisfies FileRow[],
    audit_entry: auditRows(story, announcements, requests),
  };
  return {
    story,
    announcements,
    posts,
    catalogue,
    rows,
    drafts,
    bulk: [products, gramRows(catalogue), ...tradeBulks({ ...story, catalogue, tastes, drafts })],
    files: shelf.rows.map(({ id }, index) => ({ id, asset: shelf.assets[index]! })),
  };
}

type Told = Pick<
  Rows,
  | 'announcement'
  | 'announcement_recipient'
  | 'announcement_shop'
  | 'announcement_tally'
  | 'announcement_chunk'
  | 'announcement_reminder'
  | 'announcement_call'
  | 'outbox_job'
>;

function tellAnnouncements(
  story: Story,
  announcements: Announcement[],
  inbox: Inbox,
  shelf: FileShelf,
  onRead: (announcement: Announcement, own: Reading[]) => void,
): Told {
  const { content, calendar, dice, members, shops } = story;
  giveDiligence(members, content, dice);
  const readings = new Readings(content, calendar, shops, members, dice);
  const reminders = planReminders(announcements, calendar);
  const byAnnouncement = new Map<Announcement, Reading[]>();
  const told = { announcement: [] as Row[], jobs: [] as Row[], reminders: [] as Row[] };
  const counts = { recipients: [] as RecipientRow[], shops: [] as ShopCountRow[], tallies: [] as TallyRow[], chunks: [] as Row[] };
  for (const announcement of announcements) {
    const jobId = announcement.publishAt === null ? null : told.jobs.length + 1;
    told.announcement.push(announcementRow(announcement, shelf, jobId));
    if (jobId !== null) told.jobs.push(publishJobRow(announcement, jobId));
    if (announcement.publishedAt === null) continue;
    const remindAt = reminders.get(announcement) ?? null;
    const own = readings.of(announcement, remindAt);
    byAnnouncement.set(announcement, own);
    onRead(announcement, own);
    for (const reading of own) counts.recipients.push(recipientRow(announcement.id, reading));
    const counted = countReadings(announcement, own);
    counts.shops.push(...counted.shops);
    counts.tallies.push(...counted.tallies);
    counts.chunks.push(...counted.chunks);
    if (remindAt === null) continue;
    const reminderId = told.reminders.length + 1;
    const people = own.filter((one) => one.remindedAt !== null).length;
    told.reminders.push({ id: reminderId, announcement_id: announcement.id, staff_id: announcement.author.id, people, at: remindAt });
    inbox.ofReminder(reminderId, announcement, own, excerptOf(announcement.text.blocks.filter((block) => block.type !== 'picture')));
  }
  const calls = makeCalls(announcements, byAnnouncement, calendar, dice);
  return {
    announcement: told.announcement,
    announcement_recipient: counts.recipients,
    announcement_shop: counts.shops,
    announcement_tally: counts.tallies,
    announcement_chunk: counts.chunks,
    announcement_reminder: told.reminders,
    announcement_call: calls.map(({ announcement, reading, staff, result, note, at }) => ({
      announcement_id: announcement.id,
      member_id: reading.member.id,
      staff_id: staff.id,
      result,
      note,
      at,
    })),
    outbox_job: told.jobs,
  };
}
