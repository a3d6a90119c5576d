import { Database } from '../../platform/database/database';
import { Events } from '../../platform/jobs/events';
import { JobHandler, type RunningJob } from '../../platform/jobs/job';
import { SegmentChanged } from './segment-changed';
import { SegmentMembership } from './segment-membership';

export const REFRESH_SEGMENT = 'segments.refresh';

/**
 * A shop that was changed while a rule was being changed may have been judged by the old one. A while later the segment is made right
 * once more. Idempotent: it makes the rows what the rule says, whatever they are.
 */
@JobHandler(REFRESH_SEGMENT)
export class SegmentRefreshJob {
  constructor(
    private readonly db: Database,
    private readonly events: Events,
    private readonly membership: SegmentMembership,
  ) {}

  async run(job: RunningJob): Promise<void> {
    const segmentId = Number(job.payload.segmentId);
    await this.db.transaction(async (tx) => {
      if (await this.membership.refreshSegment(tx, segmentId)) await this.events.publish(tx, new SegmentChanged(segmentId));
    });
  }
}
