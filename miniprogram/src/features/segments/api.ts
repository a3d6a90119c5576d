import type { CustomField } from '@dianquan/shared/contract/shops';
import { type RuleCondition, type RuleNames, ruleConditions, type SegmentRule } from '@dianquan/shared/segment-rule';
import { useMemo } from 'react';
import type { ApiError } from '@/platform/api-error';
import type { Answer } from '@/platform/contract';
import { useAnswer } from '@/platform/query';
import { useRegionNames } from '@/platform/regions';
import { useSettled } from '@/platform/settled';
import { useWholeList } from '@/platform/whole-list';

const NO_FIELDS: CustomField[] = [];

/** The admin's own fields of shops. */
export function useCustomFields(): CustomField[] {
  return useAnswer('customFields.list', {}, { staleTime: 300_000 }).data?.items ?? NO_FIELDS;
}

export function useStaff() {
  return useWholeList('staff.list');
}

/** What the ids and codes in these rules are called. */
export function useRuleNames(rules: readonly SegmentRule[]): RuleNames {
  const staff = useStaff().items;
  const fields = useCustomFields();
  const regions = useRegionNames(rules.flatMap(regionCodes));
  return useMemo(
    () => ({
      regions,
      staff: Object.fromEntries(staff.map(({ id, name }) => [id, name])),
      fields: Object.fromEntries(fields.map(({ id, label }) => [id, label])),
    }),
    [regions, staff, fields],
  );
}

export function regionCodes(rule: SegmentRule): string[] {
  return ruleConditions(rule).flatMap((condition: RuleCondition) => (condition.field === 'region' ? condition.in : []));
}

export type Preview = { answer: Answer<'segments.preview'> | undefined; pending: boolean; error: ApiError | null; again: () => void };

/** How many shops and people the rule reaches, asked for when the editing pauses. */
export function usePreview(rule: SegmentRule | null): Preview {
  const settled = useSettled(rule);
  const asked = useAnswer('segments.preview', { body: { rule: settled ?? { all: [] } } }, { enabled: settled !== null, staleTime: 60_000 });
  const current = JSON.stringify(settled) === JSON.stringify(rule);
  return {
    answer: current ? asked.data : undefined,
    pending: !current || asked.isPending,
    error: current ? asked.error : null,
    again: () => void asked.refetch(),
  };
}
