import type { ImportView } from '@dianquan/shared/contract/shops';
import type { TestApp } from '../app';

export const CUSTOMER_HEADER = ['客户编号', '店名', '老板', '电话', '区域', '地址', '等级', '合作状态', '业务员', '标签', '备注'];

export function csvOf(rows: readonly (readonly unknown[])[], header: readonly string[] = CUSTOMER_HEADER): string {
  const line = (row: readonly unknown[]) => row.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(',');
  return [header, ...rows].map(line).join('\r\n');
}

export const uploadSheet = (t: TestApp, as: string, content: Buffer | string, name = '客户表.csv') =>
  t.call('shops.readSheet', { as, file: { name, content } });

/** Uploads a sheet, takes the suggested mapping and waits for the end. */
export async function importSheet(t: TestApp, as: string, content: Buffer | string, name?: string): Promise<ImportView> {
  const { body: sheet } = await uploadSheet(t, as, content, name);
  const started = await t.call('shops.import', { as, body: { fileId: sheet.fileId, mapping: sheet.mapping } });
  if (started.status !== 200) throw new Error(`the import did not start: ${JSON.stringify(started.body)}`);
  await t.runJobs();
  return (await t.call('shops.getImport', { as, params: { id: started.body.id } })).body;
}

export function countsOf({ rows, created, updated, unchanged, merged, faulty }: ImportView) {
  return { rows, created, updated, unchanged, merged, faulty };
}

/** Every row of every table that an import of shops may write. */
export async function everyShop(t: TestApp): Promise<Record<string, unknown[]>> {
  const tables = ['shop', 'shop_tag', 'shop_contact', 'shop_field_value', 'shop_history'];
  return Object.fromEntries(
    await Promise.all(tables.map(async (table) => [table, await t.db.query(`SELECT * FROM ${table} ORDER BY 1, 2`)])),
  );
}
