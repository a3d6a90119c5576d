import type { Input } from '@dianquan/shared/contract/all';
import type { CommunityView } from '@dianquan/shared/contract/communities';
import { Injectable } from '@nestjs/common';
import { Audit } from '../platform/audit/audit';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { inList, insertMany, type SqlValue, type Tx } from '../platform/database/sql';
import { Invalid, NotFound } from '../platform/errors';
import { Files } from '../platform/files/files';
import type { Actor, StaffActor } from '../platform/http/actor';
import { communityScope } from './community-access';

type Fields = Omit<Input<'communities.update'>, 'id'>;

/** Opening communities and saying who may see, post and comment in them. */
@Injectable()
export class CommunitiesService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly files: Files,
  ) {}

  async create(me: StaffActor, input: Input<'communities.create'>): Promise<number> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const { insertId } = await tx.execute(
        `INSERT INTO community (name, description, rules, cover_file_id, post_right, comment_right, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
        [
          input.name,
          input.description ?? '',
          input.rules ?? '',
          input.coverFileId ?? null,
          input.postRight ?? 'everyone',
          input.commentRight ?? 'everyone',
          now,
          now,
        ],
      );
      await this.saveRelations(tx, me, insertId, input);
      await this.audit.record(tx, me, 'communities.create', `community:${insertId}`, {
        name: input.name,
        segmentIds: input.segmentIds ?? [],
      });
      return insertId;
    });
  }

  async update(me: StaffActor, id: number, fields: Fields): Promise<void> {
    await this.db.transaction(async (tx) => {
      const [row] = await tx.query('SELECT id FROM community WHERE id = ?', [id]);
      if (!row) throw new NotFound();
      const columns: Record<string, SqlValue | undefined> = {
        name: fields.name,
        description: fields.description,
        rules: fields.rules,
        cover_file_id: fields.coverFileId,
        post_right: fields.postRight,
        comment_right: fields.commentRight,
        archived_at: fields.archived === undefined ? undefined : fields.archived ? this.clock.now() : null,
        updated_at: this.clock.now(),
      };
      const given = Object.entries(columns).filter((entry): entry is [string, SqlValue] => entry[1] !== undefined);
      await tx.execute(`UPDATE community SET ${given.map(([name]) => `${name} = ?`).join(', ')} WHERE id = ?`, [
        ...given.map(([, value]) => value),
        id,
      ]);
      await this.saveRelations(tx, me, id, fields);
      await this.audit.record(tx, me, 'communities.update', `community:${id}`, { ...fields });
    });
  }

  private async saveRelations(tx: Tx, me: StaffActor, id: number, fields: Fields): Promise<void> {
    if (fields.segmentIds !== undefined)
      await replace(tx, id, 'community_segment', 'segment_id', 'segment', 'segmentIds', fields.segmentIds);
    if (fields.moderatorStaffIds !== undefined)
      await replace(tx, id, 'community_moderator', 'staff_id', 'staff', 'moderatorStaffIds', fields.moderatorStaffIds);
    if (fields.coverFileId) {
      await this.files.attach(tx, [fields.coverFileId], { kind: 'community', id }, me, { field: 'coverFileId', picturesOnly: true });
    }
  }
}

async function replace(
  tx: Tx,
  communityId: number,
  table: string,
  column: string,
  target: string,
  field: string,
  ids: number[],
): Promise<void> {
  const unique = [...new Set(ids)];
  const list = inList(unique);
  const [count] = await tx.query<{ n: number }>(`SELECT COUNT(*) AS n FROM ${target} WHERE id IN ${list.sql}`, list.params);
  if (Number(count?.n ?? 0) !== unique.length)
    throw new Invalid({ field, rule: 'not_found', zh: field === 'segmentIds' ? '所选分群不存在' : '所选版主不存在' });
  await tx.execute(`DELETE FROM ${table} WHERE community_id = ?`, [communityId]);
  await insertMany(
    tx,
    table,
    ['community_id', column],
    unique.map((one) => [communityId, one]),
  );
}

type Row = {
  id: number;
  name: string;
  description: string;
  rules: string;
  cover_file_id: number | null;
  post_right: CommunityView['postRight'];
  comment_right: CommunityView['commentRight'];
  posts: number;
  archived_at: number | null;
  request: CommunityView['my']['joinRequest'] | null;
};
export type CommunityRow = Row & {
  segments: { id: number; name: string; shops: number }[];
  moderators: { staffId: number; name: string }[];
  shops: number;
};

/** Reading communities, with what hangs on them. */
@Injectable()
export class CommunityLists {
  constructor(private readonly db: Database) {}

  async list(me: Actor, after: number, limit: number): Promise<CommunityRow[]> {
    // Makers see archived ones too: it is they who open them again.
    const makes = me.staff?.roles.some((role) => role === 'manager' || role === 'admin');
    const scope = makes ? { sql: '(1 = 1)', params: [] } : communityScope(me, 'c');
    const rows = await this.db.query<Row>(`${SELECT} WHERE c.id > ? AND ${scope.sql} ORDER BY c.id LIMIT ${limit}`, [
      me.member?.id ?? 0,
      after,
      ...scope.params,
    ]);
    return this.complete(rows);
  }

  async one(me: Actor, id: number): Promise<CommunityRow> {
    const [row] = await this.list(me, id - 1, 1);
    if (row?.id !== id) throw new NotFound();
    return row;
  }

  private async complete(rows: Row[]): Promise<CommunityRow[]> {
    const ids = inList(rows.map((row) => row.id));
    const [segments, moderators] = await Promise.all([
      this.db.query<{ community_id: number; id: number; name: string; shops: number }>(
        `SELECT x.community_id, s.id, s.name, s.shops FROM community_segment x JOIN segment s ON s.id = x.segment_id WHERE x.community_id IN ${ids.sql} ORDER BY s.id`,
        ids.params,
      ),
      this.db.query<{ community_id: number; id: number; name: string }>(
        `SELECT x.community_id, s.id, s.name FROM community_moderator x JOIN staff s ON s.id = x.staff_id WHERE x.community_id IN ${ids.sql} ORDER BY s.id`,
        ids.params,
      ),
    ]);
    const shops = await this.countShops(rows.map((row) => row.id));
    return rows.map((row) => ({
      ...row,
      segments: segments.filter((s) => s.community_id === row.id).map(({ id, name, shops }) => ({ id, name, shops })),
      moderators: moderators.filter((m) => m.community_id === row.id).map((m) => ({ staffId: m.id, name: m.name })),
      shops: shops.get(row.id) ?? 0,
    }));
  }

  /** Joined shops in the audience of each; a shop in several of its segments counts once. */
  private async countShops(communityIds: number[]): Promise<Map<number, number>> {
    if (communityIds.length === 0) return new Map();
    const ids = inList(communityIds);
    const rows = await this.db.query<{ id: number; n: number }>(
      `SELECT x.community_id AS id, COUNT(DISTINCT y.shop_id) AS n FROM community_segment x JOIN segment_shop y ON y.segment_id = x.segment_id
         JOIN shop s ON s.id = y.shop_id WHERE x.community_id IN ${ids.sql} AND s.member_count > 0 GROUP BY x.community_id
       UNION ALL
       SELECT c.id, (SELECT COUNT(*) FROM shop WHERE member_count > 0) FROM community c
         WHERE c.id IN ${ids.sql} AND NOT EXISTS (SELECT 1 FROM community_segment x WHERE x.community_id = c.id)`,
      [...ids.params, ...ids.params],
    );
    return new Map(rows.map(({ id, n }) => [id, Number(n)]));
  }
}

const SELECT = `SELECT c.*, q.state AS request FROM community c LEFT JOIN community_join_request q ON q.community_id = c.id AND q.member_id = ?`;
