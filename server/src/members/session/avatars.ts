import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import type { Tx } from '../../platform/database/sql';
import { FileGates } from '../../platform/files/file-gates';
import { Files } from '../../platform/files/files';
import type { Actor } from '../../platform/http/actor';

/** Portraits. They hang on an account, and every signed-in person whom a view shows one may fetch it. */
@Injectable()
export class Avatars implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly files: Files,
    private readonly gates: FileGates,
  ) {}

  onModuleInit(): void {
    this.gates.register({ kind: 'avatar', may: async () => true });
  }

  /** Addresses of the small pictures, by file id. */
  async urls(fileIds: number[], me: Actor): Promise<Map<number, string>> {
    if (fileIds.length === 0) return new Map();
    const views = await this.files.views(this.db, fileIds, me);
    return new Map([...views].map(([id, view]) => [id, view.thumbUrl ?? view.url]));
  }

  async urlOf(fileId: number | null, me: Actor): Promise<string | null> {
    if (fileId === null) return null;
    return (await this.urls([fileId], me)).get(fileId) ?? null;
  }

  async set(tx: Tx, me: Actor, fileId: number | null): Promise<void> {
    if (fileId !== null) await this.files.attach(tx, [fileId], { kind: 'avatar', id: me.accountId }, me);
    await tx.execute('UPDATE account SET avatar_file_id = ?, updated_at = ? WHERE id = ?', [fileId, this.clock.now(), me.accountId]);
  }
}
