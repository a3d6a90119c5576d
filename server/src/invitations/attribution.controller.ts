import type { Answer } from '@dianquan/shared/contract/all';
import { Controller, StreamableFile } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Actor, StaffActor } from '../platform/http/actor';
import { Input, Me } from '../platform/http/input';
import { Operation } from '../platform/http/operation';
import { AttributionService } from './attribution.service';
import { listRejections } from './rejections.query';
import { ScoreboardService } from './scoreboard.service';

@Controller()
export class AttributionController {
  constructor(
    private readonly db: Database,
    private readonly attribution: AttributionService,
    private readonly scoreboards: ScoreboardService,
  ) {}

  @Operation('invitations.attribution', { allow: ['member', 'salesperson', 'manager', 'office', 'admin'] })
  list(@Me() me: Actor, @Input() input: Input<'invitations.attribution'>): Promise<Answer<'invitations.attribution'>> {
    return this.attribution.list(me, input);
  }

  @Operation('invitations.scoreboard', { allow: ['salesperson', 'manager', 'office', 'admin'] })
  scoreboard(@Me() me: StaffActor, @Input() input: Input<'invitations.scoreboard'>): Promise<Answer<'invitations.scoreboard'>> {
    return this.scoreboards.scoreboard(me, input);
  }

  @Operation('invitations.statement', { allow: ['manager', 'finance', 'admin'] })
  async statement(@Input() input: Input<'invitations.statement'>): Promise<StreamableFile> {
    const csv = await this.scoreboards.statement(input.month);
    return new StreamableFile(Buffer.from(csv), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="invitations-${input.month}.csv"`,
    });
  }

  @Operation('invitations.rejections', { allow: ['salesperson', 'manager', 'admin'] })
  rejections(@Me() me: StaffActor, @Input() input: Input<'invitations.rejections'>): Promise<Answer<'invitations.rejections'>> {
    return listRejections(this.db, me, input);
  }
}
