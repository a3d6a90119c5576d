import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { upsertMany } from '../platform/database/sql';
import { NotFound } from '../platform/errors';
import type { Actor, MemberActor } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import { Events } from '../platform/jobs/events';
import { CommunityAccess, mustModerate } from './community-access';
import { JoinDecided, JoinRequested } from './events';

type State = 'waiting' | 'approved' | 'refused';
type Row = { member_id: number; name: string; shop_name: string; reason: string; state: State; requested_at: number; account_id: number };
const SELECT = `SELECT q.member_id, m.name, m.account_id, s.name AS shop_name, q.reason, q.state, q.requested_at FROM community_join_request q
  JOIN member m ON m.id = q.member_id JOIN shop s ON s.id = m.shop_id`;

/** Asking to be let in to post and comment, where a community wants that. */
@Injectable()
export class JoinRequestsService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly access: CommunityAccess,
    private readonly events: Events,
  ) {}

  /** Asking again after a refusal is allowed; what was approved stays. */
  async request(me: MemberActor, input: Input<'communities.requestToJoin'>): Promise<void> {
    const standing = await this.access.standing(me, input.id);
    if (standing.request === 'approved') return;
    await this.db.transaction(async (tx) => {
      await upsertMany(
        tx,
        'community_join_request',
        ['community_id', 'member_id', 'reason', 'state', 'requested_at'],
        [[input.id, me.member.id, input.reason, 'waiting', this.clock.now()]],
        ['community_id', 'member_id'],
        ['reason', 'state', 'requested_at'],
      );
      const moderators = await tx.query<{ account_id: number }>(
        `SELECT s.account_id FROM community_moderator x JOIN staff s ON s.id = x.staff_id WHERE x.community_id = ? AND s.disabled_at IS NULL`,
        [input.id],
      );
      await this.events.publish(
        tx,
        new JoinRequested(
          input.id,
          standing.name,
          me.member.id,
          me,
          moderators.map((row) => row.account_id),
        ),
      );
    });
  }

  async list(me: Actor, input: Input<'communities.joinRequests'>): Promise<Answer<'communities.joinRequests'>> {
    mustModerate(await this.access.standing(me, input.id));
    const after = decodeCursor(input.cursor, ['number', 'number']) as [number, number] | null;
    const rows = await this.db.query<Row>(
      `${SELECT} WHERE q.community_id = ? AND q.state = ? ${after ? 'AND (q.requested_at > ? OR (q.requested_at = ? AND q.member_id > ?))' : ''} ORDER BY q.requested_at, q.member_id LIMIT ${input.limit + 1}`,
      [input.id, input.state, ...(after ? [after[0], after[0], after[1]] : [])],
    );
    const page = pageOfRows(rows, input.limit, (row) => [row.requested_at, row.member_id]);
    return { items: page.rows.map(present), next: page.next };
  }

  async decide(me: Actor, input: Input<'communities.decideJoinRequest'>): Promise<Answer<'communities.decideJoinRequest'>> {
    const standing = await this.access.standing(me, input.id);
    mustModerate(standing);
    const state: State = input.approve ? 'approved' : 'refused';
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { affected } = await tx.execute(
        'UPDATE community_join_request SET state = ?, decided_at = ?, decided_by_account_id = ? WHERE community_id = ? AND member_id = ?',
        [state, now, me.accountId, input.id, input.memberId],
      );
      if (affected === 0) throw new NotFound();
      const [row] = await tx.query<Row>(`${SELECT} WHERE q.community_id = ? AND q.member_id = ?`, [input.id, input.memberId]);
      if (!row) throw new NotFound();
      await this.events.publish(tx, new JoinDecided(input.id, standing.name, row.member_id, row.account_id, input.approve, now));
      return present(row);
    });
  }
}

function present(row: Row): Answer<'communities.decideJoinRequest'> {
  return {
    memberId: row.member_id,
    name: row.name,
    shopName: row.shop_name,
    reason: row.reason,
    state: row.state,
    requestedAt: new Date(row.requested_at).toISOString(),
  };
}
