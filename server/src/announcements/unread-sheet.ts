import type { StreamableFile } from '@nestjs/common';
import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { NotFound } from '../platform/errors';
import type { StaffActor } from '../platform/http/actor';
import { type SheetColumn, sheetFile } from '../platform/sheets/sheet-writer';
import { listUnread, type RecipientRecord } from './recipients.query';

const COLUMNS: SheetColumn<RecipientRecord>[] = [
  { header: '门店', width: 36, value: (row) => row.shop_name },
  { header: '姓名', value: (row) => row.name },
  { header: '身份', width: 8, value: (row) => (row.is_owner ? '店主' : '店员') },
  { header: '手机', value: (row) => row.phone },
  { header: '业务员', value: (row) => row.salesperson_name },
  { header: '是否送达', width: 10, value: (row) => (row.delivered_at === null ? '未送达' : '已送达') },
];

/** Who has not read, as a sheet to work through on the phone. */
@Injectable()
export class UnreadSheet {
  constructor(private readonly db: Database) {}

  async write(me: StaffActor, announcementId: number): Promise<StreamableFile> {
    const [row] = await this.db.query<{ title: string }>(`SELECT title FROM announcement WHERE id = ? AND state = 'published'`, [
      announcementId,
    ]);
    if (!row) throw new NotFound();
    return sheetFile(`未读名单-${row.title}.xlsx`, COLUMNS, this.rows(me, announcementId));
  }

  private async *rows(me: StaffActor, announcementId: number): AsyncGenerator<RecipientRecord> {
    let after = 0;
    for (;;) {
      const rows = await listUnread(this.db, me, announcementId, {}, after, 1000);
      yield* rows;
      const last = rows.at(-1);
      if (!last || rows.length < 1000) return;
      after = last.member_id;
    }
  }
}
