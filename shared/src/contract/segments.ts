import { z } from 'zod';
import { SHOP_LEVELS, SHOP_STATUSES } from '../roles.js';
import type { SegmentRule } from '../segment-rule.js';
import { AMOUNT_MAX, ID_MAX, id, idParam, type OperationSpec, page, pageOf, regionCode, text } from './operation.js';
import { shopRow } from './shops.js';

const day = z.iso.date();
const figures = {
  min: z.number().int().min(0).max(AMOUNT_MAX).optional(),
  max: z.number().int().min(0).max(AMOUNT_MAX).optional(),
};
/** Depth and number of conditions are bounded by segment-rule's RULE_MAX_*; the server checks them. */
export const segmentRule: z.ZodType<SegmentRule, SegmentRule> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(segmentRule).max(40) }),
    z.strictObject({ any: z.array(segmentRule).max(40) }),
    z.strictObject({ not: segmentRule }),
    z.strictObject({ field: z.literal('level'), in: z.array(z.enum(SHOP_LEVELS)).min(1).max(10) }),
    z.strictObject({ field: z.literal('status'), in: z.array(z.enum(SHOP_STATUSES)).min(1).max(3) }),
    z.strictObject({ field: z.literal('region'), in: z.array(regionCode).min(1).max(200) }),
    z.strictObject({ field: z.literal('trade'), in: z.array(text(20)).min(1).max(50) }),
    z.strictObject({ field: z.literal('tag'), in: z.array(text(20)).min(1).max(50) }),
    z.strictObject({ field: z.literal('ownerStaff'), in: z.array(z.number().int().min(1).max(ID_MAX)).min(1).max(200) }),
    z.strictObject({ field: z.literal('invitedBy'), in: z.array(z.number().int().min(1).max(ID_MAX)).min(1).max(200) }),
    z.strictObject({ field: z.literal('joined'), from: day.optional(), to: day.optional() }),
    z.strictObject({
      field: z.literal('lastOrder'),
      withinDays: z.number().int().min(0).max(3650).optional(),
      olderThanDays: z.number().int().min(0).max(3650).optional(),
      never: z.boolean().optional(),
    }),
    z.strictObject({ field: z.literal('orders90d'), ...figures }),
    z.strictObject({ field: z.literal('spend90d'), ...figures }),
    z.strictObject({
      field: z.literal('custom'),
      id: z.number().int().min(1).max(ID_MAX),
      contains: text(60).optional(),
      in: z.array(text(60)).min(1).max(50).optional(),
      min: z.number().min(-AMOUNT_MAX).max(AMOUNT_MAX).optional(),
      max: z.number().min(-AMOUNT_MAX).max(AMOUNT_MAX).optional(),
      from: day.optional(),
      to: day.optional(),
    }),
  ]),
);

export const segmentView = z.object({
  id: z.number(),
  name: z.string(),
  kind: z.enum(['rule', 'manual']),
  rule: z.custom<SegmentRule>().nullable(),
  shops: z.number(),
  people: z.number(),
  /** `catalogue`: products that are hidden from it, and price levels that it has. */
  usedBy: z.object({ communities: z.number(), announcements: z.number(), catalogue: z.number() }),
  updatedAt: z.string(),
});
export type SegmentView = z.infer<typeof segmentView>;

export const segmentOperations = {
  'segments.create': {
    summary: 'Make a segment: a rule, or shops by hand',
    body: z
      .object({ name: text(30), rule: segmentRule.optional(), shopIds: z.array(id).max(20000).optional() })
      .refine((b) => (b.rule === undefined) !== (b.shopIds === undefined), { message: 'rule or shopIds, one of them', path: ['rule'] }),
    answer: segmentView,
    errors: ['segment_rule_invalid'],
    example: {
      body: {
        name: '武侯区 A 级',
        rule: {
          all: [
            { field: 'level', in: ['A'] },
            { field: 'region', in: ['510107'] },
          ],
        },
      },
    },
  },
  'segments.list': { summary: 'Segments', query: page, answer: pageOf(segmentView) },
  'segments.get': { summary: 'One segment', params: idParam, answer: segmentView },
  'segments.update': {
    summary: 'Rename, change the rule, or add and take away shops of a manual one',
    params: idParam,
    body: z.object({
      name: text(30).optional(),
      rule: segmentRule.optional(),
      addShopIds: z.array(id).max(20000).optional(),
      removeShopIds: z.array(id).max(20000).optional(),
    }),
    answer: segmentView,
    errors: ['segment_rule_invalid'],
  },
  'segments.remove': { summary: 'Remove a segment that nothing uses', params: idParam, answer: null, errors: ['segment_in_use'] },
  'segments.preview': {
    summary: 'How many shops and people a rule reaches, and twenty of them',
    body: z.object({ rule: segmentRule }),
    answer: z.object({ shops: z.number(), people: z.number(), sample: z.array(shopRow) }),
    errors: ['segment_rule_invalid'],
  },
  'segments.shops': { summary: 'The shops of a segment', params: idParam, query: page, answer: pageOf(shopRow) },
} as const satisfies Record<string, OperationSpec>;
