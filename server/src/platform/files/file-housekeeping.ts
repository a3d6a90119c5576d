import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Clock } from '../clock';
import { Scheduled } from '../jobs/scheduled';
import { FileStore } from './file-store';
import { Files } from './files';

const HOUR = 3_600_000;
const UNUSED_MS = 48 * HOUR;
const CHUNK = 500;

/** Throws away what was uploaded and never used, and what a killed process left half arrived. */
@Injectable()
export class FileHousekeeping {
  constructor(
    private readonly files: Files,
    private readonly store: FileStore,
    private readonly clock: Clock,
  ) {}

  @Scheduled('files.sweep', { everyMs: 6 * HOUR })
  async sweep(): Promise<void> {
    await this.removeUnused();
    await this.removeHalfArrived();
  }

  private async removeUnused(): Promise<void> {
    const before = this.clock.now() - UNUSED_MS;
    while ((await this.files.removeUnused(before, CHUNK)) === CHUNK);
  }

  private async removeHalfArrived(): Promise<void> {
    const names = await readdir(this.store.incoming).catch(() => []);
    for (const name of names) {
      const path = join(this.store.incoming, name);
      const age =
        Date.now() -
        (await stat(path).then(
          ({ mtimeMs }) => mtimeMs,
          () => Date.now(),
        ));
      if (age > HOUR) await rm(path, { force: true });
    }
  }
}
