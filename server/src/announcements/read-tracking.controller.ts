import type { Answer } from '@dianquan/shared/contract/all';
import { Controller, StreamableFile } from '@nestjs/common';
import type { MemberActor, StaffActor } from '../platform/http/actor';
import { Input, Me } from '../platform/http/input';
import { Operation } from '../platform/http/operation';
import { FOLLOWERS, MAKERS, REPORT_READERS } from './announcements.policy';
import { CallListService } from './call-list.service';
import { CallProgressService } from './call-progress.service';
import { ReadTrackingService } from './read-tracking.service';
import { RemindersService } from './reminders.service';
import { ReportService } from './report.service';
import { UnreadSheet } from './unread-sheet';

@Controller()
export class ReadTrackingController {
  constructor(
    private readonly tracking: ReadTrackingService,
    private readonly reports: ReportService,
    private readonly reminders: RemindersService,
    private readonly calls: CallListService,
    private readonly progress: CallProgressService,
    private readonly sheet: UnreadSheet,
  ) {}

  @Operation('announcements.markRead', { allow: ['member'] })
  markRead(@Me() me: MemberActor, @Input() input: Input<'announcements.markRead'>): Promise<void> {
    return this.tracking.markRead(me, input);
  }

  @Operation('announcements.acknowledge', { allow: ['member'] })
  acknowledge(@Me() me: MemberActor, @Input() input: Input<'announcements.acknowledge'>): Promise<Answer<'announcements.acknowledge'>> {
    return this.tracking.acknowledge(me, input);
  }

  @Operation('announcements.recipients', { allow: FOLLOWERS })
  recipients(@Me() me: StaffActor, @Input() input: Input<'announcements.recipients'>): Promise<Answer<'announcements.recipients'>> {
    return this.tracking.recipients(me, input);
  }

  @Operation('announcements.unread', { allow: FOLLOWERS })
  unread(@Me() me: StaffActor, @Input() input: Input<'announcements.unread'>): Promise<Answer<'announcements.unread'>> {
    return this.tracking.unread(me, input);
  }

  @Operation('announcements.exportUnread', { allow: FOLLOWERS })
  async exportUnread(@Me() me: StaffActor, @Input() input: Input<'announcements.exportUnread'>): Promise<StreamableFile> {
    return this.sheet.write(me, input.id);
  }

  @Operation('announcements.report', { allow: REPORT_READERS })
  report(@Me() me: StaffActor, @Input() input: Input<'announcements.report'>): Promise<Answer<'announcements.report'>> {
    return this.reports.report(me, input.id);
  }

  @Operation('announcements.breakdown', { allow: REPORT_READERS })
  breakdown(@Me() me: StaffActor, @Input() input: Input<'announcements.breakdown'>): Promise<Answer<'announcements.breakdown'>> {
    return this.reports.breakdown(me, input);
  }

  @Operation('announcements.remind', { allow: MAKERS })
  remind(@Me() me: StaffActor, @Input() input: Input<'announcements.remind'>): Promise<Answer<'announcements.remind'>> {
    return this.reminders.remind(me, input.id);
  }

  @Operation('announcements.callList', { allow: FOLLOWERS })
  callList(@Me() me: StaffActor, @Input() input: Input<'announcements.callList'>): Promise<Answer<'announcements.callList'>> {
    return this.calls.list(me, input);
  }

  @Operation('announcements.callProgress', { allow: FOLLOWERS })
  callProgress(@Me() me: StaffActor, @Input() input: Input<'announcements.callProgress'>): Promise<Answer<'announcements.callProgress'>> {
    return this.progress.progress(me, input.announcementId);
  }

  @Operation('announcements.noteCall', { allow: FOLLOWERS })
  noteCall(@Me() me: StaffActor, @Input() input: Input<'announcements.noteCall'>): Promise<Answer<'announcements.noteCall'>> {
    return this.calls.noteCall(me, input);
  }
}
