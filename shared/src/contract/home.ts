import { z } from 'zod';
import { noticeCard } from './announcements.js';
import { postView } from './communities.js';
import { type OperationSpec, page, pageOf } from './operation.js';

export const INBOX_KINDS = [
  'announcement',
  'reminder',
  'comment',
  'reply',
  'like',
  'clerk_waiting',
  'membership',
  'content_refused',
  'join_request',
  'order',
  'stock_low',
  'system',
] as const;
export const inboxItem = z.object({
  /** `announcement:12` or `item:34`. */
  key: z.string(),
  kind: z.enum(INBOX_KINDS),
  title: z.string(),
  excerpt: z.string(),
  at: z.string(),
  read: z.boolean(),
  /** Page of the mini-program that a tap opens. */
  page: z.string(),
  mustAcknowledge: z.boolean(),
});
export type InboxItem = z.infer<typeof inboxItem>;
export const homeItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('notice'), at: z.string(), notice: noticeCard }),
  z.object({ kind: z.literal('post'), at: z.string(), post: postView }),
]);
export type HomeItem = z.infer<typeof homeItem>;

export const homeOperations = {
  'home.get': {
    summary: 'The first screen in one answer: what waits, the tabs, the feed and the badge',
    query: page.extend({
      tab: z
        .string()
        .regex(/^(all|notices|community:\d{1,10})$/)
        .default('all'),
    }),
    answer: z.object({
      waiting: z.object({ acknowledge: z.number(), firstAnnouncementId: z.number().nullable() }),
      communities: z.array(z.object({ id: z.number(), name: z.string() })),
      items: z.array(homeItem),
      next: z.string().nullable(),
      unread: z.number(),
      serverTime: z.string(),
    }),
  },
  'inbox.list': {
    summary: 'What reached me, newest first',
    query: page.extend({ unread: z.enum(['true', 'false']).optional() }),
    answer: pageOf(inboxItem),
  },
  'inbox.count': { summary: 'Unread of mine', answer: z.object({ unread: z.number() }) },
  'inbox.markRead': {
    summary: 'Mark items seen (announcements too, without reading time)',
    body: z.union([
      z.object({
        keys: z
          .array(z.string().regex(/^(announcement|item):\d{1,10}$/))
          .min(1)
          .max(100),
      }),
      z.object({ all: z.literal(true) }),
    ]),
    answer: z.object({ unread: z.number() }),
  },
} as const satisfies Record<string, OperationSpec>;
