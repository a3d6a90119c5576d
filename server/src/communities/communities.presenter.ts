import type { CommunityView } from '@dianquan/shared/contract/communities';
import { Injectable } from '@nestjs/common';
import { Files } from '../platform/files/files';
import { type Actor, hasRole } from '../platform/http/actor';
import type { CommunityRow } from './communities.service';
import { may, type Standing } from './community-access';

@Injectable()
export class CommunitiesPresenter {
  constructor(private readonly files: Files) {}

  view(me: Actor, row: CommunityRow): CommunityView {
    const moderates = hasRole(me, 'manager', 'admin') || row.moderators.some((one) => one.staffId === me.staff?.id);
    const standing: Standing = {
      id: row.id,
      name: row.name,
      postRight: row.post_right,
      commentRight: row.comment_right,
      moderates,
      request: row.request === 'none' ? null : row.request,
    };
    return {
      id: row.id,
      name: row.name,
      description: row.description,
      rules: row.rules,
      coverUrl: row.cover_file_id === null ? null : this.files.url(row.cover_file_id, me, 'whole'),
      // Which segments open it is the supplier's business: a shop learns nothing of how it is classed.
      segments: me.staff ? row.segments.map(({ id, name }) => ({ id, name })) : [],
      postRight: row.post_right,
      commentRight: row.comment_right,
      moderators: row.moderators,
      shops: row.shops,
      posts: row.posts,
      archivedAt: row.archived_at === null ? null : new Date(row.archived_at).toISOString(),
      my: {
        mayPost: may(me, row.post_right, standing),
        mayComment: may(me, row.comment_right, standing),
        mayModerate: moderates,
        joinRequest: row.request ?? 'none',
      },
    };
  }
}
