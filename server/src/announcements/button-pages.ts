import type { Sql } from '../platform/database/sql';
import { Refused } from '../platform/errors';
import type { Button } from './announcement.entity';

/** Pages that show one thing, and where it is no longer there to be shown. */
const THINGS: Record<string, string> = {
  '/shop/community/index': 'SELECT 1 FROM community WHERE id = ? AND archived_at IS NULL',
  '/shop/post/index': `SELECT 1 FROM post WHERE id = ? AND state = 'visible'`,
  '/shop/product/index': 'SELECT 1 FROM product WHERE id = ? AND off_sale_at IS NULL',
  '/shop/announcement/index': `SELECT 1 FROM announcement WHERE id = ? AND state = 'published'`,
};

/** Nobody is led to a page whose content has gone. */
export async function checkButton(sql: Sql, button: Button | null): Promise<void> {
  if (!button) return;
  const [path = '', query = ''] = button.page.split('?');
  const exists = THINGS[path];
  if (!exists) return;
  const id = Number(new URLSearchParams(query).get('id'));
  const rows = Number.isSafeInteger(id) && id > 0 ? await sql.query(exists, [id]) : [];
  if (rows.length === 0) throw new Refused('page_missing', { page: button.page });
}
