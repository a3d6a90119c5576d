import type { CustomField } from '@dianquan/shared/contract/shops';
import { ruleConditions, type SegmentRule } from '@dianquan/shared/segment-rule';
import { inList, type Sql } from '../../platform/database/sql';
import type { RuleGrounds } from './rule-check';

/** Looks up the fields and the staff that a rule names; staff who have left still own and invited. */
export async function ruleGrounds(sql: Sql, rule: SegmentRule): Promise<RuleGrounds> {
  const conditions = ruleConditions(rule);
  const fieldIds = inList(conditions.flatMap((one) => (one.field === 'custom' ? one.id : [])));
  const staffIds = inList(conditions.flatMap((one) => (one.field === 'ownerStaff' || one.field === 'invitedBy' ? one.in : [])));
  const fields = await sql.query<{ id: number; type: CustomField['type'] }>(
    `SELECT id, type FROM custom_field WHERE removed_at IS NULL AND id IN ${fieldIds.sql}`,
    fieldIds.params,
  );
  const staff = await sql.query<{ id: number }>(`SELECT id FROM staff WHERE id IN ${staffIds.sql}`, staffIds.params);
  return { fields: new Map(fields.map(({ id, type }) => [id, type])), staffIds: new Set(staff.map(({ id }) => id)) };
}
