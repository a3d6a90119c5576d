import { Injectable } from '@nestjs/common';
import type { Tx } from '../platform/database/sql';
import { Files } from '../platform/files/files';
import type { Actor } from '../platform/http/actor';
import { Events } from '../platform/jobs/events';
import { ContentCheck } from './content-check';
import { ContentRefused } from './events';
import { PictureChecks } from './picture-checks';

/** What stands between a text and its readers. */
@Injectable()
export class PostChecks {
  constructor(
    readonly content: ContentCheck,
    readonly pictures: PictureChecks,
    readonly files: Files,
    private readonly events: Events,
  ) {}

  /** Kept on the post as the list shows them, so that a page of posts needs no look at the files. */
  async attachPictures(tx: Tx, me: Actor, postId: number, fileIds: number[]): Promise<void> {
    const files = await this.files.attach(tx, fileIds, { kind: 'post', id: postId }, me, { picturesOnly: true });
    const pictures = files.map(({ id, width, height }) => ({ id, width, height }));
    if (pictures.length > 0) await tx.execute('UPDATE post SET pictures = ? WHERE id = ?', [JSON.stringify(pictures), postId]);
  }

  async tellAuthor(tx: Tx, kind: 'post' | 'comment', id: number, reason: string): Promise<void> {
    const table = kind === 'post' ? 'post' : 'post_comment';
    const [row] = await tx.query<{ author_account_id: number; body: string }>(`SELECT author_account_id, body FROM ${table} WHERE id = ?`, [
      id,
    ]);
    if (row)
      await this.events.publish(
        tx,
        new ContentRefused(row.author_account_id, `${kind}:${id}`, [...row.body].slice(0, 40).join(''), reason, '/pages/me/index'),
      );
  }
}
