import { newKey } from '@/platform/intention';
import { call } from '@/platform/request';
import type { draftBody } from './composition';

type Body = ReturnType<typeof draftBody> & { title: string };

/** Begins a draft once. A try that had no answer may have begun it all the same: it goes out again as it was, under the same key. */
export class DraftStart {
  private tried: { key: string; body: Body } | null = null;

  /** `isCurrent` is false when what was kept is of an earlier try, and the rest is still to follow. */
  async begin(body: Body, isOutage: (error: unknown) => boolean): Promise<{ id: number; isCurrent: boolean }> {
    this.tried ??= { key: newKey(), body };
    const { tried } = this;
    try {
      const { id } = await call('announcements.create', tried);
      return { id, isCurrent: tried.body === body };
    } catch (error) {
      if (!isOutage(error)) this.tried = null;
      throw error;
    }
  }
}
