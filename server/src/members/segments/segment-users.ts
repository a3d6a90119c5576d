import { Injectable } from '@nestjs/common';

/** A room above that hangs things on segments. What it does not count it leaves out. */
export type SegmentUser = { countUses(segmentId: number): Promise<{ communities?: number; announcements?: number }> };
export type SegmentUses = { communities: number; announcements: number };

/** Who uses a segment; rooms above put themselves in when they start (`onModuleInit`). */
@Injectable()
export class SegmentUsers {
  private readonly users: SegmentUser[] = [];

  register(user: SegmentUser): void {
    this.users.push(user);
  }

  /** Asks the rooms, which read outside of any transaction: not to be called inside one. */
  async countUses(segmentId: number): Promise<SegmentUses> {
    const uses = { communities: 0, announcements: 0 };
    for (const user of this.users) {
      const { communities = 0, announcements = 0 } = await user.countUses(segmentId);
      uses.communities += communities;
      uses.announcements += announcements;
    }
    return uses;
  }
}
