import { matchesRule, type SegmentRule, type ShopFacts } from '@dianquan/shared/segment-rule';
import type { Calendar } from '../calendar';
import type { Content } from '../content/content';
import type { Dice } from '../dice';
import type { Segment, Shop, Staff } from './types';

/** `rule` in segments.json names staff and fields by key and days from today; here they become what the rule really holds. */
export function makeSegments(content: Content, calendar: Calendar, source: Dice, shops: Shop[], staff: Staff[]): Segment[] {
  const dice = source.fork('segments');
  const fieldIds = new Map(content.fields.map((field, index) => [field.key, index + 1]));
  const facts = new Map(shops.map((shop) => [shop, factsOf(shop, fieldIds)]));
  const segments: Segment[] = [];
  content.segments.forEach((one, index) => {
    const createdAt = calendar.at(-70, '10:00') + index * 3_600_000 * 5;
    const rule = one.rule ? resolved(one.rule, fieldIds, staff, calendar) : null;
    const members = rule ? shops.filter((shop) => matchesRule(rule, facts.get(shop)!, calendar.now)) : chosen(one.manual!, shops, dice);
    for (const shop of members) shop.segments.add(one.key);
    segments.push({ id: index + 1, content: one, rule, shops: members, createdAt });
  });
  return segments;
}

function chosen(manual: { shops: number; from: string[]; prefer: string[] }, shops: Shop[], dice: Dice): Shop[] {
  const fit = dice.shuffled(shops.filter((shop) => shop.joinedAt !== null && manual.from.every((key) => shop.segments.has(key))));
  const rank = (shop: Shop) => (manual.prefer.includes(shop.level ?? '') ? 0 : 1);
  return fit
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, manual.shops)
    .sort((a, b) => a.id - b.id);
}

function factsOf(shop: Shop, fieldIds: Map<string, number>): ShopFacts {
  return {
    level: shop.level,
    status: shop.status,
    regionCode: shop.regionCode,
    trade: shop.trade,
    tags: shop.tags,
    ownerStaffId: shop.salesperson.id,
    invitedByStaffId: shop.invitedBy?.id ?? null,
    joinedAt: shop.joinedAt,
    lastOrderAt: shop.lastOrderAt,
    orders90d: shop.orders90d,
    spend90dFen: shop.spend90dFen,
    custom: Object.fromEntries([...shop.custom].map(([key, values]) => [fieldIds.get(key), values])),
  };
}

function resolved(rule: object, fieldIds: Map<string, number>, staff: Staff[], calendar: Calendar): SegmentRule {
  const text = JSON.stringify(rule, (_key, value: unknown) => {
    if (typeof value === 'string' && value.startsWith('today')) return calendar.isoDay(Number(value.slice(5) || 0));
    if (typeof value === 'string') return staff.find((one) => one.content.key === value)?.id ?? value;
    if (value === null || typeof value !== 'object' || !('field-key' in value)) return value;
    const { 'field-key': key, ...rest } = value as Record<string, unknown>;
    return { ...rest, id: fieldIds.get(String(key)) };
  });
  return JSON.parse(text) as SegmentRule;
}
