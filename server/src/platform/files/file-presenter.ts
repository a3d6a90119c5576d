import type { StoredFile } from '@dianquan/shared/contract/platform';
import { Injectable } from '@nestjs/common';
import { Env } from '../config/env';
import { FileAddresses, type Size } from './file-address';
import { type FileRow, isPicture } from './file-row';

/** Whoever looks; every `Actor` is one. */
export type Viewer = { sessionId: number };
export type FileView = {
  id: number;
  name: string;
  size: number;
  mime: string;
  url: string;
  thumbUrl: string | null;
  width: number | null;
  height: number | null;
};

const PLATFORM_SECONDS = 3600;

/** Files as a client sees them; the addresses are good for the viewer's session only. */
@Injectable()
export class FilePresenter {
  constructor(
    private readonly env: Env,
    private readonly addresses: FileAddresses,
  ) {}

  url(fileId: number, viewer: Viewer, size: Size = 'whole'): string {
    return this.addresses.forSession(fileId, viewer.sessionId, size);
  }

  view({ id, name, size, mime, width, height, has_thumb }: FileRow, viewer: Viewer): FileView {
    const thumbUrl = has_thumb ? this.url(id, viewer, 'thumb') : null;
    return { id, name, size, mime, url: this.url(id, viewer), thumbUrl, width, height };
  }

  stored(file: FileRow, viewer: Viewer): StoredFile {
    const { id, name, size, mime, url, thumbUrl, width, height } = this.view(file, viewer);
    return { id, name, size, mime, url, picture: isPicture(file) ? { id, url, thumbUrl, width, height } : null };
  }

  /** A whole address that opens without a session for an hour: the platform fetches pictures that it is asked to check. */
  platformUrl(fileId: number, size: Size = 'whole'): string {
    return `${this.env.publicUrl}${this.addresses.forAnybody(fileId, PLATFORM_SECONDS, size)}`;
  }
}
