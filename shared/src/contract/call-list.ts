import { z } from 'zod';
import { MEMBER_ROLES } from '../roles.js';
import { id, type OperationSpec, page, pageOf, text } from './operation.js';

export const CALL_RESULTS = ['told', 'no_answer', 'refused'] as const;

const callRow = z.object({
  announcementId: z.number(),
  title: z.string(),
  memberId: z.number(),
  name: z.string(),
  role: z.enum(MEMBER_ROLES),
  phone: z.string().nullable(),
  shopId: z.number(),
  shopName: z.string(),
  publishedAt: z.string(),
  mustAcknowledge: z.boolean(),
  /** Fen bought in the last 90 days. */
  value: z.number(),
  lastCall: z.object({ at: z.string(), result: z.enum(CALL_RESULTS), note: z.string() }).nullable(),
});
export type CallRow = z.infer<typeof callRow>;

export const callListOperations = {
  'announcements.callList': {
    summary: 'Unread of my shops, to call; empties itself as they read',
    query: page.extend({ announcementId: id.optional() }),
    answer: pageOf(callRow),
  },
  'announcements.noteCall': {
    summary: 'What the call gave',
    params: z.object({ announcementId: id, memberId: id }),
    body: z.object({ result: z.enum(CALL_RESULTS), note: text(100, 0).default('') }),
    answer: callRow,
  },
} as const satisfies Record<string, OperationSpec>;
