import { z } from 'zod';
import { MEMBER_ROLES } from '../roles.js';
import { attachment, id, idParam, instantInput, job, type OperationSpec, page, pageOf, picture, text } from './operation.js';

export const ANNOUNCEMENT_CATEGORIES = ['new_product', 'promotion', 'policy', 'notice'] as const;
export type AnnouncementCategory = (typeof ANNOUNCEMENT_CATEGORIES)[number];

/** A body is a list of blocks, so that every screen draws it from its own parts and no mark-up is trusted. `text` may carry **bold**, written as marks. */
export const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('heading'), text: text(80) }),
  z.strictObject({
    type: z.literal('text'),
    text: text(4000),
    marks: z
      .array(
        z.strictObject({
          from: z.number().int().min(0).max(4000),
          to: z.number().int().min(1).max(4000),
          mark: z.enum(['bold', 'accent']),
        }),
      )
      .max(100)
      .optional(),
  }),
  z.strictObject({ type: z.literal('list'), items: z.array(text(300)).min(1).max(30) }),
  z.strictObject({ type: z.literal('picture'), fileId: id, caption: text(80, 0).optional() }),
]);
export const blockView = z.union([
  block,
  z.object({ type: z.literal('picture'), fileId: z.number(), picture, caption: z.string().optional() }),
]);
export const button = z.object({ label: text(8), page: text(200).regex(/^\/(pages|shop)\/[\w\-/]+(\?[\w=&\-%.]*)?$/) });
/** Two answers, one right. Readers are never sent which. */
export const question = z.object({ text: text(100), answers: z.tuple([text(40), text(40)]), right: z.union([z.literal(0), z.literal(1)]) });
export const audience = z.object({
  /** Every shop that has joined; then `segmentIds` and `shopIds` must be empty. */
  everyone: z.boolean().default(false),
  segmentIds: z.array(id).max(50).default([]),
  shopIds: z.array(id).max(2000).default([]),
  excludeSegmentIds: z.array(id).max(50).default([]),
  excludeShopIds: z.array(id).max(2000).default([]),
});
export type Audience = z.infer<typeof audience>;

const fields = {
  title: text(60),
  category: z.enum(ANNOUNCEMENT_CATEGORIES),
  blocks: z.array(block).max(60),
  attachmentFileIds: z.array(id).max(9),
  coverFileId: id.nullable(),
  button: button.nullable(),
  callSalesperson: z.boolean(),
  mustAcknowledge: z.boolean(),
  question: question.nullable(),
  audience,
  /** Publish by itself at this instant; null: when told to. */
  publishAt: instantInput.nullable(),
  /** Shops that come into the audience until then are added; null: the audience is fixed at publishing. */
  openUntil: instantInput.nullable(),
};

const counts = z.object({ people: z.number(), delivered: z.number(), read: z.number(), acknowledged: z.number(), understood: z.number() });
export type Counts = z.infer<typeof counts>;

/** For staff. */
export const announcementView = z.object({
  id: z.number(),
  title: z.string(),
  category: z.enum(ANNOUNCEMENT_CATEGORIES),
  blocks: z.array(blockView),
  attachments: z.array(attachment),
  cover: picture.nullable(),
  button: button.nullable(),
  callSalesperson: z.boolean(),
  mustAcknowledge: z.boolean(),
  question: question.nullable(),
  audience: audience.extend({ names: z.array(z.string()) }),
  publishAt: z.string().nullable(),
  openUntil: z.string().nullable(),
  state: z.enum(['draft', 'scheduled', 'publishing', 'published', 'withdrawn']),
  author: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  publishedAt: z.string().nullable(),
  withdrawnAt: z.string().nullable(),
  correctedAt: z.string().nullable(),
  correctionNote: z.string().nullable(),
  publishing: job.nullable(),
  counts: counts.extend({ shops: z.number() }),
});
export type AnnouncementView = z.infer<typeof announcementView>;

/** For a person of a shop it was sent to. */
export const noticeView = z.object({
  id: z.number(),
  title: z.string(),
  category: z.enum(ANNOUNCEMENT_CATEGORIES),
  blocks: z.array(blockView),
  attachments: z.array(attachment),
  cover: picture.nullable(),
  button: button.nullable(),
  publishedAt: z.string(),
  author: z.string(),
  supplierName: z.string(),
  mustAcknowledge: z.boolean(),
  question: z.object({ text: z.string(), answers: z.tuple([z.string(), z.string()]) }).nullable(),
  correctedAt: z.string().nullable(),
  correctionNote: z.string().nullable(),
  /** To call: my shop's salesperson. */
  salesperson: z.object({ name: z.string(), phone: z.string() }).nullable(),
  my: z.object({ readAt: z.string().nullable(), acknowledgedAt: z.string().nullable(), understoodAt: z.string().nullable() }),
});
export type NoticeView = z.infer<typeof noticeView>;
export const noticeCard = z.object({
  id: z.number(),
  title: z.string(),
  category: z.enum(ANNOUNCEMENT_CATEGORIES),
  excerpt: z.string(),
  cover: picture.nullable(),
  button: button.nullable(),
  publishedAt: z.string(),
  read: z.boolean(),
  mustAcknowledge: z.boolean(),
  waiting: z.boolean(),
  corrected: z.boolean(),
});
export type NoticeCard = z.infer<typeof noticeCard>;

const announcementRow = z.object({
  id: z.number(),
  title: z.string(),
  category: z.enum(ANNOUNCEMENT_CATEGORIES),
  state: announcementView.shape.state,
  author: z.string(),
  updatedAt: z.string(),
  publishAt: z.string().nullable(),
  publishedAt: z.string().nullable(),
  mustAcknowledge: z.boolean(),
  counts: announcementView.shape.counts,
});
export type AnnouncementRow = z.infer<typeof announcementRow>;
export const recipientRow = z.object({
  memberId: z.number(),
  name: z.string(),
  role: z.enum(MEMBER_ROLES),
  phone: z.string().nullable(),
  shopId: z.number(),
  shopName: z.string(),
  salespersonName: z.string().nullable(),
  deliveredAt: z.string().nullable(),
  readAt: z.string().nullable(),
  lastReadAt: z.string().nullable(),
  seconds: z.number(),
  acknowledgedAt: z.string().nullable(),
  understoodAt: z.string().nullable(),
});
export type RecipientRow = z.infer<typeof recipientRow>;
export const reportView = z.object({
  id: z.number(),
  title: z.string(),
  publishedAt: z.string().nullable(),
  state: announcementView.shape.state,
  counts,
  shops: z.object({
    addressed: z.number(),
    reached: z.number(),
    /** By anybody there. */
    read: z.number(),
    ownerRead: z.number(),
    fullyRead: z.number(),
    understood: z.number(),
  }),
  owners: counts,
  clerks: counts,
  /** Four bars; `lost` is the share lost against the bar before, 0–1. */
  funnel: z.array(
    z.object({ step: z.enum(['addressed', 'owner_read', 'clerks_read', 'understood']), shops: z.number(), lost: z.number() }),
  ),
  /** Shops that ordered what it offers, within so many days after reading; null where it offers nothing. Moments behind the other counts. */
  ordered: z.object({ shops: z.number(), orders: z.number(), fen: z.number(), withinDays: z.number() }).nullable(),
  unread: z.number(),
  remindedToday: z.number(),
  remindsLeftToday: z.number(),
  firstUnread: z.array(recipientRow),
});
export type ReportView = z.infer<typeof reportView>;
const breakdownRow = counts.extend({
  key: z.string(),
  name: z.string(),
  shops: z.number(),
  shopsOwnerRead: z.number(),
  shopsFullyRead: z.number(),
});
export type BreakdownRow = z.infer<typeof breakdownRow>;
const recipientsQuery = page.extend({
  shopId: id.optional(),
  staffId: id.optional(),
  regionCode: z.string().max(9).optional(),
  role: z.enum(MEMBER_ROLES).optional(),
});

export const announcementOperations = {
  'announcements.create': {
    summary: 'Start a draft',
    idempotent: 'optional',
    body: z.object(fields).partial().extend({ title: fields.title }),
    answer: announcementView,
  },
  'announcements.list': {
    summary: 'Announcements (staff), newest first',
    query: page.extend({ state: announcementView.shape.state.optional() }),
    answer: pageOf(announcementRow),
  },
  'announcements.countAudience': {
    summary: 'How many shops and people an audience is, now',
    body: audience,
    answer: z.object({ shops: z.number(), people: z.number() }),
  },
  'announcements.get': {
    summary: 'One announcement: as its makers see it, or as its reader does',
    params: idParam,
    answer: z.union([announcementView.extend({ as: z.literal('staff') }), noticeView.extend({ as: z.literal('reader') })]),
  },
  'announcements.update': {
    summary: 'Change a draft; after publishing: correct it (audience, question and must-acknowledge stay), and readers see that it changed',
    params: idParam,
    body: z
      .object(fields)
      .partial()
      .extend({ correctionNote: text(100).optional() }),
    answer: announcementView,
    errors: ['announcement_not_draft', 'announcement_withdrawn'],
  },
  'announcements.discard': {
    summary: 'Throw a draft away, with its files',
    params: idParam,
    answer: null,
    errors: ['announcement_not_draft'],
  },
  'announcements.publish': {
    summary: 'Publish now, or at publishAt when that is set and ahead',
    params: idParam,
    answer: announcementView,
    errors: ['announcement_not_draft', 'audience_empty', 'schedule_in_past', 'page_missing'],
  },
  'announcements.withdraw': {
    summary: 'Withdraw: nobody sees it any more; a schedule is cancelled',
    params: idParam,
    answer: announcementView,
    errors: ['announcement_not_published'],
  },
  'announcements.markRead': {
    summary: 'I have seen it, for so many seconds. Reads only move forward',
    params: idParam,
    body: z.object({ seconds: z.number().int().min(0).max(3600).default(0), at: instantInput.optional() }).default({ seconds: 0 }),
    answer: null,
  },
  'announcements.acknowledge': {
    summary: 'I know; with the answer to its question when it has one',
    params: idParam,
    body: z.object({ answer: z.union([z.literal(0), z.literal(1)]).optional() }).default({}),
    answer: z.object({ acknowledgedAt: z.string(), understoodAt: z.string().nullable() }),
    errors: ['answer_wrong', 'answer_required', 'announcement_withdrawn'],
  },
  'announcements.recipients': {
    summary: 'Who got it, with what each did',
    params: idParam,
    query: recipientsQuery.extend({ state: z.enum(['read', 'acknowledged', 'understood']).optional() }),
    answer: pageOf(recipientRow),
  },
  'announcements.unread': { summary: 'Who has not read it', params: idParam, query: recipientsQuery, answer: pageOf(recipientRow) },
  'announcements.exportUnread': { summary: 'Who has not read it, as xlsx with phone and salesperson', params: idParam, answer: 'file' },
  'announcements.report': { summary: 'How far it got; from kept counts', params: idParam, answer: reportView },
  'announcements.breakdown': {
    summary: 'The same by segment, region, salesperson or shop',
    params: idParam,
    query: page.extend({ by: z.enum(['segment', 'region', 'salesperson', 'shop']) }),
    answer: pageOf(breakdownRow),
  },
  'announcements.remind': {
    summary: 'Remind those who have not read',
    params: idParam,
    answer: z.object({ people: z.number(), remindsLeftToday: z.number() }),
    errors: ['remind_limit', 'announcement_not_published'],
  },
} as const satisfies Record<string, OperationSpec>;
