import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import type { Tx } from '../../platform/database/sql';
import { FileGates } from '../../platform/files/file-gates';
import { FilePresenter } from '../../platform/files/file-presenter';
import { Files } from '../../platform/files/files';
import type { Actor } from '../../platform/http/actor';

/** Portraits. They hang on an account; whoever is shown the person is shown the portrait. */
@Injectable()
export class Avatars implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly files: Files,
    private readonly presenter: FilePresenter,
    private readonly gates: FileGates,
  ) {}

  onModuleInit(): void {
    // An address can't be guessed: who has one was given it by a view that shows the person.
    this.gates.register({ kind: 'avatar', may: async () => true });
  }

  /** Addresses of the small pictures, by file id. */
  async urls(fileIds: number[], me: Actor): Promise<Map<number, string>> {
    const rows = await this.files.find(this.db, [...new Set(fileIds)]);
    const urls = new Map<number, string>();
    for (const [id, row] of rows) {
      const { thumbUrl, url } = this.presenter.view(row, me);
      urls.set(id, thumbUrl ?? url);
    }
    return urls;
  }

  async urlOf(fileId: number | null, me: Actor): Promise<string | null> {
    return fileId === null ? null : ((await this.urls([fileId], me)).get(fileId) ?? null);
  }

  /** Null takes the portrait away. The one before is forgotten. */
  async set(tx: Tx, me: Actor, fileId: number | null): Promise<void> {
    const before = await this.currentOf(tx, me.accountId);
    if (before === fileId) return;
    const subject = { kind: 'avatar', id: me.accountId } as const;
    if (fileId !== null) await this.files.attach(tx, [fileId], subject, me, { field: 'avatarFileId', picturesOnly: true });
    await tx.execute('UPDATE account SET avatar_file_id = ?, updated_at = ? WHERE id = ?', [fileId, this.clock.now(), me.accountId]);
    if (before !== null) await this.files.remove(tx, [before]);
  }

  async forget(tx: Tx, accountId: number): Promise<void> {
    const fileId = await this.currentOf(tx, accountId);
    if (fileId !== null) await this.files.remove(tx, [fileId]);
  }

  private async currentOf(tx: Tx, accountId: number): Promise<number | null> {
    const [account] = await tx.query<{ avatar_file_id: number | null }>('SELECT avatar_file_id FROM account WHERE id = ?', [accountId]);
    return account?.avatar_file_id ?? null;
  }
}
