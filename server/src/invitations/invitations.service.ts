import type { Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Lookups } from '../members/people/lookups';
import { shopScope } from '../members/shop-scope';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import type { Sql, SqlValue } from '../platform/database/sql';
import { Invalid, NotFound, Refused } from '../platform/errors';
import type { Actor } from '../platform/http/actor';
import { hasRole } from '../platform/http/actor';
import { Random } from '../platform/ids';
import { InvitationActs } from './invitation-acts';
import { CODE_BYTES, type InvitationRow, stateOf } from './invitation-state';

type Head = {
  parentId: number | null;
  rootStaffId: number | null;
  depth: number;
  communityId: number | null;
  campaign: string | null;
  expiresAt: number | null;
};
const NO_PARENT: Head = { parentId: null, rootStaffId: null, depth: 0, communityId: null, campaign: null, expiresAt: null };

/** Handing out invitations, passing on received ones, taking them back. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly lookups: Lookups,
    private readonly acts: InvitationActs,
  ) {}

  /**
   * A member's invitation always hangs on the one that brought them in, or on the one they pass on: so the chain leads back to a
   * salesperson, and since a parent is older than its child it has no circle.
   */
  async create(me: Actor, input: Input<'invitations.create'>): Promise<InvitationRow> {
    const now = this.clock.now();
    const expiresAt = input.expiresAt === undefined ? null : Date.parse(input.expiresAt);
    if (expiresAt !== null && expiresAt <= now) throw new Refused('schedule_in_past');
    await this.mustFit(me, input);
    const head = await this.headOf(me, input.parentCode, now);
    const id = await this.db.transaction(async (tx) => {
      const { insertId } = await tx.execute(
        `INSERT INTO invitation (code, via, staff_id, member_id, parent_id, root_staff_id, depth, community_id, prospect_shop_id, campaign, use_limit, expires_at, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          this.random.token(CODE_BYTES),
          input.via,
          me.staff?.id ?? null,
          me.staff ? null : (me.member?.id ?? null),
          head.parentId,
          me.staff?.id ?? head.rootStaffId,
          head.depth,
          input.communityId ?? head.communityId,
          input.prospectShopId ?? null,
          input.campaign ?? head.campaign,
          input.useLimit ?? null,
          expiresAt ?? head.expiresAt,
          now,
        ],
      );
      await this.acts.created(tx, me, insertId, me.staff?.id ?? head.rootStaffId);
      return insertId;
    });
    return this.mustFind(this.db, id);
  }

  async list(me: Actor, input: { state?: 'open' | 'ended'; after: number | null; limit: number }): Promise<InvitationRow[]> {
    const now = this.clock.now();
    const open = '(revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?) AND (use_limit IS NULL OR used < use_limit))';
    const state = input.state === undefined ? '' : `AND ${input.state === 'open' ? '' : 'NOT '}${open}`;
    const [column, id] = me.staff ? ['staff_id', me.staff.id] : ['member_id', me.member?.id ?? 0];
    return this.db.query<InvitationRow>(
      `SELECT * FROM invitation WHERE ${column} = ? ${input.after === null ? '' : 'AND id < ?'} ${state} ORDER BY id DESC LIMIT ${input.limit}`,
      [id, ...(input.after === null ? [] : [input.after]), ...(state ? [now] : [])],
    );
  }

  async revoke(me: Actor, id: number): Promise<InvitationRow> {
    const row = await this.mustOwn(me, id);
    await this.db.transaction(async (tx) => {
      const { affected } = await tx.execute('UPDATE invitation SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL', [
        this.clock.now(),
        id,
      ]);
      if (affected > 0) await this.acts.revoked(tx, me, row);
    });
    return this.mustFind(this.db, id);
  }

  /** One's own; an admin's or manager's reach is every invitation of staff. */
  async mustOwn(me: Actor, id: number): Promise<InvitationRow> {
    const [row] = await this.db.query<InvitationRow>('SELECT * FROM invitation WHERE id = ?', [id]);
    const mine =
      row && (row.staff_id !== null ? row.staff_id === me.staff?.id || hasRole(me, 'admin', 'manager') : row.member_id === me.member?.id);
    if (!row || !mine) throw new NotFound('invitation_not_yours');
    return row;
  }

  private async mustFind(sql: Sql, id: number): Promise<InvitationRow> {
    const [row] = await sql.query<InvitationRow>('SELECT * FROM invitation WHERE id = ?', [id]);
    if (!row) throw new NotFound('invitation_not_yours');
    return row;
  }

  private async mustFit(me: Actor, input: Input<'invitations.create'>): Promise<void> {
    if (input.communityId !== undefined && !(await this.lookups.communities?.find(me, input.communityId)))
      throw new Invalid({ field: 'communityId', rule: 'not_found', zh: '该社区不存在或您看不到' });
    if (input.prospectShopId === undefined) return;
    const scope = shopScope(me, 's');
    const [shop] = me.staff
      ? await this.db.query(`SELECT s.id FROM shop s WHERE s.id = ? AND ${scope.sql}`, [
          input.prospectShopId,
          ...(scope.params as SqlValue[]),
        ])
      : [];
    if (!shop) throw new Invalid({ field: 'prospectShopId', rule: 'not_found', zh: '该门店不存在或不在您的名下' });
  }

  private async headOf(me: Actor, parentCode: string | undefined, now: number): Promise<Head> {
    if (parentCode !== undefined) {
      const [parent] = await this.db.query<InvitationRow>('SELECT * FROM invitation WHERE code = ?', [parentCode]);
      if (!parent || stateOf(parent, now) !== 'open') throw new NotFound('invitation_invalid');
      return {
        parentId: parent.id,
        rootStaffId: parent.root_staff_id,
        depth: parent.depth + 1,
        communityId: parent.community_id,
        campaign: parent.campaign,
        expiresAt: parent.expires_at,
      };
    }
    if (me.staff) return NO_PARENT;
    const [own] = await this.db.query<{ id: number; root_staff_id: number | null; depth: number }>(
      'SELECT i.id, i.root_staff_id, i.depth FROM attribution a JOIN invitation i ON i.id = a.invitation_id WHERE a.account_id = ?',
      [me.accountId],
    );
    return own ? { ...NO_PARENT, parentId: own.id, rootStaffId: own.root_staff_id, depth: own.depth + 1 } : NO_PARENT;
  }
}
