import { z } from 'zod';
import { MEMBER_ROLES } from '../roles.js';
import { flag, id, type OperationSpec, page, pageOf, text } from './operation.js';

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
  /** Since when it is a task; null while there is still time to read by oneself, and for what is not important. */
  taskSince: z.string().nullable(),
});
export type CallRow = z.infer<typeof callRow>;

/** How far calling is: each task is in exactly one of these. */
const progress = {
  tasks: z.number(),
  /** Still to be called. */
  open: z.number(),
  /** Read, called or not. */
  read: z.number(),
  /** Not read yet, but told by telephone. */
  told: z.number(),
  /** Wants no calls about it. */
  refused: z.number(),
  /** The person or the notice is gone. */
  gone: z.number(),
};
const callProgress = z.object({
  ...progress,
  salespeople: z.array(z.object({ staffId: z.number().nullable(), name: z.string(), ...progress })),
});
export type CallProgress = z.infer<typeof callProgress>;

export const callListOperations = {
  'announcements.callList': {
    summary: 'Unread of my shops, to call; empties itself as they read',
    query: page.extend({
      announcementId: id.optional(),
      tasks: flag.optional().meta({ description: 'Only what has become a task and is open' }),
    }),
    answer: pageOf(callRow),
  },
  'announcements.callProgress': {
    summary: 'How far calling the unread is, in all and by salesperson',
    query: z.object({ announcementId: id.optional() }),
    answer: callProgress,
  },
  'announcements.noteCall': {
    summary: 'What the call gave',
    params: z.object({ announcementId: id, memberId: id }),
    body: z.object({ result: z.enum(CALL_RESULTS), note: text(100, 0).default('') }),
    answer: callRow,
  },
} as const satisfies Record<string, OperationSpec>;
