import { matchesRule, RULE_MAX_CONDITIONS, type SegmentRule, type ShopFacts } from '@dianquan/shared/segment-rule';
import {
  addCondition,
  addGroup,
  draftOf,
  emptyDraft,
  isGroup,
  isWithinBounds,
  removePart,
  replaceCondition,
  ruleOf,
  setMode,
} from './rule-draft';

const a: SegmentRule = { field: 'level', in: ['A'] };
const wuhou: SegmentRule = { field: 'region', in: ['510107'] };
const tools: SegmentRule = { field: 'tag', in: ['电动工具'] };
const rules: SegmentRule[] = [
  { all: [a, wuhou] },
  { any: [a, { not: wuhou }] },
  { not: { any: [a, tools] } },
  { not: { all: [a, tools] } },
  { all: [{ not: { not: a } }, { any: [wuhou, tools] }] },
  a,
];
const shops = ['A', 'B'].flatMap((level) =>
  ['510107', '510104'].flatMap((regionCode) =>
    [['电动工具'], []].map(
      (tags): ShopFacts => ({
        level,
        regionCode,
        tags,
        status: 'partner',
        trade: null,
        ownerStaffId: null,
        invitedByStaffId: null,
        joinedAt: null,
        lastOrderAt: null,
        orders90d: 0,
        spend90dFen: 0,
        custom: {},
      }),
    ),
  ),
);

describe('editing a rule', () => {
  it.each(rules.map((rule) => [JSON.stringify(rule), rule]))('keeps the meaning of %s', (_, rule) => {
    const kept = ruleOf(draftOf(rule)).rule;
    for (const shop of shops) expect(matchesRule(kept, shop, 0)).toBe(matchesRule(rule, shop, 0));
  });

  it('says where each condition stands in what is sent', () => {
    const draft = draftOf({ all: [a, { not: { any: [wuhou, tools] } }, { not: a }] });
    const { rule, paths } = ruleOf(draft);
    const reached = Object.values(paths).map((path) => {
      let at: unknown = { rule };
      for (const step of path.split('.')) at = (at as Record<string, unknown>)[step];
      return at;
    });
    expect(reached).toEqual([rule, a, { not: { any: [wuhou, tools] } }, wuhou, tools, { not: a }, a]);
  });

  it('adds, changes and takes away, and leaves no empty group behind', () => {
    let draft = addCondition(emptyDraft(), 0, a);
    expect(draft.parts).toHaveLength(0);
    draft = addCondition(draft, draft.key, a);
    draft = addGroup(draft, draft.key, wuhou);
    const [condition, group] = draft.parts;
    if (!condition || !group || !isGroup(group)) throw new Error('a condition and a group were added');
    draft = setMode(draft, group.key, 'none');
    draft = replaceCondition(draft, condition.key, tools);
    expect(ruleOf(draft).rule).toEqual({ all: [tools, { not: wuhou }] });
    draft = removePart(draft, group.parts[0]?.key ?? 0);
    expect(ruleOf(draft).rule).toEqual({ all: [tools] });
  });

  it('knows the bounds of a rule', () => {
    let draft = emptyDraft();
    for (let i = 0; i < RULE_MAX_CONDITIONS; i += 1) draft = addCondition(draft, draft.key, a);
    expect(isWithinBounds(draft)).toBe(true);
    expect(isWithinBounds(addCondition(draft, draft.key, a))).toBe(false);
    expect(isWithinBounds(draftOf({ all: [{ any: [{ all: [{ any: [{ all: [a] }] }] }] }] }))).toBe(false);
  });
});
