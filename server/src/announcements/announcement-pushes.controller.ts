import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { StaffActor } from '../platform/http/actor';
import { Input, Me } from '../platform/http/input';
import { Operation } from '../platform/http/operation';
import { AnnouncementPushes } from './announcement-pushes';
import { MAKERS, REPORT_READERS } from './announcements.policy';

@Controller()
export class AnnouncementPushesController {
  constructor(private readonly pushes: AnnouncementPushes) {}

  @Operation('delivery.forecast', { allow: MAKERS })
  forecast(@Me() me: StaffActor, @Input() input: Input<'delivery.forecast'>): Promise<Answer<'delivery.forecast'>> {
    return this.pushes.forecast(me, input);
  }

  @Operation('delivery.report', { allow: REPORT_READERS })
  report(@Input() { id }: Input<'delivery.report'>): Promise<Answer<'delivery.report'>> {
    return this.pushes.report(id);
  }

  @Operation('delivery.attempts', { allow: REPORT_READERS })
  attempts(@Me() me: StaffActor, @Input() input: Input<'delivery.attempts'>): Promise<Answer<'delivery.attempts'>> {
    return this.pushes.attempts(me, input);
  }
}
