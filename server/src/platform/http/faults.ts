import type { FieldFault } from '@dianquan/shared/errors';
import { labelOf } from '@dianquan/shared/field-labels';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
const MAX_FAULTS = 20;

const FORMATS: Record<string, string> = {
  datetime: '不是有效的时间',
  date: '不是有效的日期',
  url: '不是有效的网址',
  email: '不是有效的邮箱',
};

/** What zod found, as faults with a sentence for the person who typed. `value` is what was parsed. */
export function faultsOf(issues: readonly Issue[], value: unknown, base: PropertyKey[] = []): FieldFault[] {
  const faults = new Map<string, FieldFault>();
  for (const issue of issues.slice(0, MAX_FAULTS)) {
    for (const fault of translate(issue, [...base, ...issue.path], valueAt(value, issue.path))) {
      if (!faults.has(fault.field)) faults.set(fault.field, fault);
    }
  }
  return [...faults.values()];
}

function translate(issue: Issue, path: PropertyKey[], value: unknown): FieldFault[] {
  const label = labelOf(path);
  const fault = (rule: FieldFault['rule'], zh: string, limits: Partial<FieldFault> = {}): FieldFault[] => [
    { field: path.map(String).join('.'), rule, ...limits, zh },
  ];
  if (value === undefined && issue.code !== 'unrecognized_keys') return fault('required', `请填写${label}`);
  switch (issue.code) {
    case 'invalid_type':
      return fault('type', `${label}${typeSentence(issue.expected)}`);
    case 'too_small': {
      const min = Number(issue.minimum);
      if (issue.origin === 'string')
        return min === 1 ? fault('required', `请填写${label}`) : fault('too_short', `${label}至少${min}个字`, { min });
      if (issue.origin === 'array' || issue.origin === 'set') return fault('too_short', `${label}至少选${min}项`, { min });
      return fault('too_small', `${label}不能小于${min}`, { min });
    }
    case 'too_big': {
      const max = Number(issue.maximum);
      if (issue.origin === 'string') return fault('too_long', `${label}最多${max}个字`, { max });
      if (issue.origin === 'array' || issue.origin === 'set') return fault('too_long', `${label}最多${max}项`, { max });
      return fault('too_large', `${label}不能大于${max}`, { max });
    }
    case 'invalid_value': {
      const options = issue.values.map(String);
      return fault('one_of', `${label}不是可选的值`, { options });
    }
    case 'unrecognized_keys':
      return issue.keys.slice(0, MAX_FAULTS).flatMap((key) => ({
        field: [...path, key].map(String).join('.'),
        rule: 'unknown_field' as const,
        zh: `没有“${key.slice(0, 40)}”这一项`,
      }));
    case 'invalid_union':
      return union(issue, path, value, () => fault('one_of', `${label}不是可选的值`));
    case 'invalid_format':
      return fault('format', `${label}${FORMATS[issue.format] ?? '格式不对'}`);
    case 'custom':
      // A refinement of the contract may say it better.
      return fault('other', /\p{Script=Han}/u.test(issue.message) ? issue.message : `${label}填写有误`);
    default:
      return fault('other', `${label}填写有误`);
  }
}

/** Speaks of the branch that was meant: the one with the fewest signs of being another, then the one that failed deepest. */
function union(issue: Extract<Issue, { code: 'invalid_union' }>, path: PropertyKey[], value: unknown, otherwise: () => FieldFault[]) {
  const foreign = (issues: readonly Issue[]) => issues.filter((one) => isForeign(one, value)).length;
  const depth = (issues: readonly Issue[]) => Math.max(...issues.map((one) => one.path.length));
  const branches = issue.errors.filter(
    (issues) => issues.length > 0 && issues.every(({ code, path: at }) => code !== 'invalid_type' || at.length > 0),
  );
  branches.sort((a, b) => foreign(a) - foreign(b) || depth(b) - depth(a) || a.length - b.length);
  const meant = branches[0];
  if (!meant) return otherwise();
  const kind = meant.find(isKind);
  return kind ? unknownKind(kind.path, branches, path) : faultsOf(meant, value, path);
}

/** No branch knows the word that tells them apart: that is all there is to say. */
function unknownKind(at: readonly PropertyKey[], branches: readonly (readonly Issue[])[], path: PropertyKey[]): FieldFault[] {
  const whole = [...path, ...at];
  const same = branches
    .flat()
    .filter(isKind)
    .filter((one) => one.path.join() === at.join());
  const options = same.flatMap((one) => one.values.map(String));
  return [{ field: whole.map(String).join('.'), rule: 'one_of', options, zh: `${labelOf(whole)}不是可选的值` }];
}

function isKind(issue: Issue): issue is Extract<Issue, { code: 'invalid_value' }> {
  return issue.code === 'invalid_value' && issue.values.length === 1 && issue.path.length === 1;
}

/** A field of this branch is missing, one of another is there, or the word that tells the branches apart is another. */
function isForeign(issue: Issue, value: unknown): boolean {
  if (issue.code === 'unrecognized_keys') return issue.path.length === 0;
  if (issue.path.length !== 1) return false;
  return valueAt(value, issue.path) === undefined || isKind(issue);
}

function typeSentence(expected: string): string {
  if (expected === 'int') return '必须是整数';
  if (expected === 'number') return '必须是数字';
  if (expected === 'string') return '必须是文字';
  if (expected === 'boolean') return '只能是“是”或“否”';
  if (expected === 'array') return '必须是列表';
  return '格式不对';
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  );
}
