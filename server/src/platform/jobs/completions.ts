import type { Leases } from './leases';

/** Short jobs finish faster than the disk commits: whatever has finished meanwhile is marked done in one statement. */
export class Completions {
  private pending = new Map<string, number[]>();
  private flushing: Promise<void> | null = null;

  constructor(private readonly leases: Leases) {}

  /** Resolves when the row says so. */
  add(id: number, owner: string): Promise<void> {
    const ids = this.pending.get(owner);
    if (ids) ids.push(id);
    else this.pending.set(owner, [id]);
    this.flushing ??= this.flush().finally(() => {
      this.flushing = null;
    });
    return this.flushing;
  }

  private async flush(): Promise<void> {
    await new Promise(setImmediate);
    while (this.pending.size > 0) {
      const batch = this.pending;
      this.pending = new Map();
      for (const [owner, ids] of batch) await this.leases.complete(ids, owner);
    }
  }
}
