import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../platform/database/database';
import { FileGates } from '../platform/files/file-gates';
import { type Actor, hasRole } from '../platform/http/actor';

/** Files of an announcement are for those who may see it: its makers always, who follows it and its recipients while it is out. */
@Injectable()
export class AnnouncementFiles implements OnModuleInit {
  readonly kind = 'announcement';

  constructor(
    private readonly db: Database,
    private readonly gates: FileGates,
  ) {}

  onModuleInit(): void {
    this.gates.register(this);
  }

  async may(actor: Actor, announcementId: number): Promise<boolean> {
    if (hasRole(actor, 'manager', 'office', 'admin')) {
      const any = await this.db.query('SELECT 1 AS yes FROM announcement WHERE id = ?', [announcementId]);
      return any.length > 0;
    }
    if (hasRole(actor, 'salesperson')) {
      const out = await this.db.query(`SELECT 1 AS yes FROM announcement WHERE id = ? AND state = 'published'`, [announcementId]);
      return out.length > 0;
    }
    if (!actor.member) return false;
    const rows = await this.db.query(
      `SELECT 1 AS yes FROM announcement_recipient r JOIN announcement a ON a.id = r.announcement_id AND a.state = 'published' WHERE r.announcement_id = ? AND r.member_id = ?`,
      [announcementId, actor.member.id],
    );
    return rows.length > 0;
  }
}
