import type { TemplateField } from '@dianquan/shared/contract/delivery';
import type { TemplateUse } from '@dianquan/shared/push-channels';
import type { Sql, SqlValue } from '../../platform/database/sql';

export type Template = {
  id: number;
  use: TemplateUse;
  platformId: string;
  title: string;
  fields: TemplateField[];
  createdAt: number;
  withdrawnAt: number | null;
  withdrawnReason: string | null;
};
type Row = Omit<Template, 'fields'> & { fields: string };

const COLUMNS = `id, use_key AS \`use\`, platform_id AS platformId, title, fields, created_at AS createdAt, withdrawn_at AS withdrawnAt,
  withdrawn_reason AS withdrawnReason`;

/** Those that `where` (a condition of ours) names, the ones in force first. */
export async function templatesWhere(sql: Sql, where: string, params: SqlValue[] = []): Promise<Template[]> {
  const rows = await sql.query<Row>(
    `SELECT ${COLUMNS} FROM push_template WHERE ${where} ORDER BY CASE WHEN active_key IS NULL THEN 1 ELSE 0 END, id DESC LIMIT 100`,
    params,
  );
  return rows.map((row) => ({ ...row, fields: JSON.parse(row.fields) as TemplateField[] }));
}

/** The one in force for a use. */
export async function activeTemplate(sql: Sql, use: TemplateUse): Promise<Template | null> {
  const [template] = await templatesWhere(sql, 'active_key = ?', [use]);
  return template ?? null;
}
