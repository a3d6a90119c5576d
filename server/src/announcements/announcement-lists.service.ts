import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, type Repository } from 'typeorm';
import { Database } from '../platform/database/database';
import { NotFound } from '../platform/errors';
import { type Actor, hasRole, isMember } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import { Announcement } from './announcement.entity';
import { FOLLOWERS } from './announcements.policy';
import { AnnouncementsPresenter } from './announcements.presenter';

type Mine = {
  read_at: number | null;
  acknowledged_at: number | null;
  understood_at: number | null;
  salesperson_name: string | null;
  salesperson_phone: string | null;
};

/** Reading announcements: as their makers see them, and as a reader does. */
@Injectable()
export class AnnouncementListsService {
  constructor(
    private readonly db: Database,
    private readonly presenter: AnnouncementsPresenter,
    @InjectRepository(Announcement) private readonly announcements: Repository<Announcement>,
  ) {}

  /** Salespeople see what is out; drafts are their makers'. */
  async list(me: Actor, input: Input<'announcements.list'>): Promise<Answer<'announcements.list'>> {
    const after = decodeCursor(input.cursor, ['number'])?.[0] as number | undefined;
    const makes = hasRole(me, 'manager', 'admin', 'office');
    const state = makes ? input.state : 'published';
    const rows = await this.announcements.find({
      where: { ...(after === undefined ? {} : { id: LessThan(after) }), ...(state === undefined ? {} : { state }) },
      order: { id: 'DESC' },
      take: input.limit + 1,
    });
    const page = pageOfRows(rows, input.limit, (row) => [row.id]);
    const authors = await this.presenter.authorNames(page.rows.map((row) => row.staffId));
    return { items: await this.presenter.rows(page.rows, authors), next: page.next };
  }

  async get(me: Actor, id: number): Promise<Answer<'announcements.get'>> {
    const announcement = await this.announcements.findOneBy({ id });
    if (!announcement) throw new NotFound();
    if (hasRole(me, ...(FOLLOWERS as never[]))) {
      if (announcement.state !== 'published' && !hasRole(me, 'manager', 'admin', 'office')) throw new NotFound();
      return { as: 'staff', ...(await this.presenter.forStaff(me, announcement)) };
    }
    if (!isMember(me) || announcement.state !== 'published') throw new NotFound();
    const [mine] = await this.db.query<Mine>(
      `SELECT r.read_at, r.acknowledged_at, r.understood_at, st.name AS salesperson_name, st.phone AS salesperson_phone
       FROM announcement_recipient r JOIN shop s ON s.id = r.shop_id LEFT JOIN staff st ON st.id = s.owner_staff_id AND st.disabled_at IS NULL
       WHERE r.announcement_id = ? AND r.member_id = ?`,
      [id, me.member.id],
    );
    if (!mine) throw new NotFound();
    return { as: 'reader', ...(await this.presenter.forReader(me, announcement, mine)) };
  }
}
