import type { Answer } from '@dianquan/shared/contract/all';
import type { CallProgress } from '@dianquan/shared/contract/call-list';
import { Injectable } from '@nestjs/common';
import { shopScope } from '../members/shop-scope';
import { Database } from '../platform/database/database';
import type { SqlValue } from '../platform/database/sql';
import type { StaffActor } from '../platform/http/actor';

type Figures = Omit<CallProgress, 'salespeople'>;
type Row = { staff_id: number | null; name: string | null; state: keyof Omit<Figures, 'tasks'>; people: number };

const STATE = `CASE WHEN r.read_at IS NOT NULL THEN 'read' WHEN r.member_id IS NULL OR a.state <> 'published' OR m.status <> 'active' THEN 'gone'
  WHEN c.result = 'told' THEN 'told' WHEN c.result = 'refused' THEN 'refused' ELSE 'open' END`;

/** How far the calls are, for those who follow up: a shop's tasks are its present salesperson's, whoever it was before. */
@Injectable()
export class CallProgressService {
  constructor(private readonly db: Database) {}

  async progress(me: StaffActor, announcementId: number | undefined): Promise<Answer<'announcements.callProgress'>> {
    const scope = shopScope(me, 's');
    const one = announcementId === undefined ? '' : 'AND t.announcement_id = ?';
    const rows = await this.db.query<Row>(
      `SELECT q.staff_id, f.name, q.state, q.people FROM (
         SELECT s.owner_staff_id AS staff_id, ${STATE} AS state, COUNT(*) AS people
         FROM announcement_task t JOIN announcement a ON a.id = t.announcement_id JOIN shop s ON s.id = t.shop_id JOIN member m ON m.id = t.member_id
           LEFT JOIN announcement_recipient r ON r.announcement_id = t.announcement_id AND r.member_id = t.member_id
           LEFT JOIN announcement_call c ON c.announcement_id = t.announcement_id AND c.member_id = t.member_id
         WHERE ${scope.sql} ${one} GROUP BY s.owner_staff_id, ${STATE}) q
       LEFT JOIN staff f ON f.id = q.staff_id ORDER BY q.staff_id`,
      [...(scope.params as SqlValue[]), ...(announcementId === undefined ? [] : [announcementId])],
    );
    const total = none();
    const salespeople = new Map<number | null, CallProgress['salespeople'][number]>();
    for (const { staff_id: staffId, name, state, people } of rows) {
      const own = salespeople.get(staffId) ?? { staffId, name: name ?? '', ...none() };
      salespeople.set(staffId, own);
      for (const figures of [total, own]) {
        figures[state] += Number(people);
        figures.tasks += Number(people);
      }
    }
    return { ...total, salespeople: [...salespeople.values()] };
  }
}

const none = (): Figures => ({ tasks: 0, open: 0, read: 0, told: 0, refused: 0, gone: 0 });
