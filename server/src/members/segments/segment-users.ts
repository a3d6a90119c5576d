import { Injectable } from '@nestjs/common';

/** A room above that hangs things on segments. What it does not count it leaves out. */
export type SegmentUser = { countUses(segmentIds: readonly number[]): Promise<ReadonlyMap<number, Partial<SegmentUses>>> };
export type SegmentUses = { communities: number; announcements: number; catalogue: number };

/** Who uses a segment; rooms above put themselves in when they start (`onModuleInit`). */
@Injectable()
export class SegmentUsers {
  private readonly users: SegmentUser[] = [];

  register(user: SegmentUser): void {
    this.users.push(user);
  }

  /** Asks the rooms, which read outside of any transaction: not to be called inside one. */
  async countUses(segmentIds: readonly number[]): Promise<Map<number, SegmentUses>> {
    const uses = new Map(segmentIds.map((id) => [id, { communities: 0, announcements: 0, catalogue: 0 }]));
    if (segmentIds.length === 0) return uses;
    for (const user of this.users) {
      for (const [id, { communities = 0, announcements = 0, catalogue = 0 }] of await user.countUses(segmentIds)) {
        const sum = uses.get(id);
        if (!sum) continue;
        sum.communities += communities;
        sum.announcements += announcements;
        sum.catalogue += catalogue;
      }
    }
    return uses;
  }
}
