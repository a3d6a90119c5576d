import {
  RULE_MAX_CONDITIONS,
  RULE_MAX_DEPTH,
  type RuleCondition,
  ruleConditions,
  ruleDepth,
  type SegmentRule,
} from '@dianquan/shared/segment-rule';

/** A rule while it is being edited: groups that hold when all, any or none of their parts do. Keys keep a part's place on screen. */
export type GroupMode = 'all' | 'any' | 'none';
export type DraftCondition = { key: number; condition: RuleCondition };
export type DraftGroup = { key: number; mode: GroupMode; parts: DraftPart[] };
export type DraftPart = DraftCondition | DraftGroup;

export const GROUP_MODE_ZH: Record<GroupMode, string> = { all: '满足全部', any: '满足任一', none: '都不满足' };

let lastKey = 0;
const newKey = () => {
  lastKey += 1;
  return lastKey;
};

export function emptyDraft(): DraftGroup {
  return { key: newKey(), mode: 'all', parts: [] };
}

export function draftOf(rule: SegmentRule): DraftGroup {
  const part = partOf(rule);
  return isGroup(part) ? part : { key: newKey(), mode: 'all', parts: [part] };
}

function partOf(rule: SegmentRule): DraftPart {
  if ('field' in rule) return { key: newKey(), condition: rule };
  if ('all' in rule) return { key: newKey(), mode: 'all', parts: rule.all.map(partOf) };
  if ('any' in rule) return { key: newKey(), mode: 'any', parts: rule.any.map(partOf) };
  const inside = 'any' in rule.not ? rule.not.any : [rule.not];
  return { key: newKey(), mode: 'none', parts: inside.map(partOf) };
}

export function isGroup(part: DraftPart): part is DraftGroup {
  return 'parts' in part;
}

/** The rule as the API takes it, and where each part stands in it, so that a fault can be shown at its condition. */
export function ruleOf(draft: DraftGroup): { rule: SegmentRule; paths: Record<number, string> } {
  const paths: Record<number, string> = {};
  const build = (part: DraftPart, path: string): SegmentRule => {
    paths[part.key] = path;
    if (!isGroup(part)) return part.condition;
    const each = (below: string) => part.parts.map((child, at) => build(child, `${below}.${at}`));
    if (part.mode === 'all') return { all: each(`${path}.all`) };
    if (part.mode === 'any') return { any: each(`${path}.any`) };
    const [only, ...others] = part.parts;
    if (only && others.length === 0) return { not: build(only, `${path}.not`) };
    return { not: { any: each(`${path}.not.any`) } };
  };
  return { rule: build(draft, 'rule'), paths };
}

export function setMode(draft: DraftGroup, key: number, mode: GroupMode): DraftGroup {
  return changeGroup(draft, key, (group) => ({ ...group, mode }));
}

export function addCondition(draft: DraftGroup, groupKey: number, condition: RuleCondition): DraftGroup {
  return changeGroup(draft, groupKey, (group) => ({ ...group, parts: [...group.parts, { key: newKey(), condition }] }));
}

/** A group comes with its first condition: an empty one would mean nothing that a person could see. */
export function addGroup(draft: DraftGroup, groupKey: number, condition: RuleCondition): DraftGroup {
  const added: DraftGroup = { key: newKey(), mode: 'any', parts: [{ key: newKey(), condition }] };
  return changeGroup(draft, groupKey, (group) => ({ ...group, parts: [...group.parts, added] }));
}

export function replaceCondition(draft: DraftGroup, key: number, condition: RuleCondition): DraftGroup {
  return {
    ...draft,
    parts: draft.parts.map((part) => {
      if (isGroup(part)) return replaceCondition(part, key, condition);
      return part.key === key ? { ...part, condition } : part;
    }),
  };
}

/** Takes a condition or a group away, and every group that is empty after it. */
export function removePart(draft: DraftGroup, key: number): DraftGroup {
  const parts = draft.parts
    .filter((part) => part.key !== key)
    .map((part) => (isGroup(part) ? removePart(part, key) : part))
    .filter((part) => !isGroup(part) || part.parts.length > 0);
  return { ...draft, parts };
}

/** May the rule be this deep and have this many conditions? */
export function isWithinBounds(draft: DraftGroup): boolean {
  const { rule } = ruleOf(draft);
  return ruleDepth(rule) <= RULE_MAX_DEPTH && ruleConditions(rule).length <= RULE_MAX_CONDITIONS;
}

function changeGroup(draft: DraftGroup, key: number, change: (group: DraftGroup) => DraftGroup): DraftGroup {
  if (draft.key === key) return change(draft);
  return { ...draft, parts: draft.parts.map((part) => (isGroup(part) ? changeGroup(part, key, change) : part)) };
}
