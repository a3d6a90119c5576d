import type { Answer } from '@dianquan/shared/contract/all';
import type { SegmentView } from '@dianquan/shared/contract/segments';
import { Controller } from '@nestjs/common';
import type { StaffActor } from '../../platform/http/actor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { SegmentsService } from './segments.service';

@Controller()
export class SegmentsController {
  constructor(private readonly segments: SegmentsService) {}

  @Operation('segments.create', { allow: ['manager', 'admin'] })
  create(@Me() me: StaffActor, @Input() input: Input<'segments.create'>): Promise<SegmentView> {
    return this.segments.create(me, input);
  }

  @Operation('segments.list', { allow: ['salesperson', 'manager', 'office', 'admin'] })
  list(@Input() input: Input<'segments.list'>): Promise<Answer<'segments.list'>> {
    return this.segments.list(input);
  }

  @Operation('segments.get', { allow: ['salesperson', 'manager', 'office', 'admin'] })
  get(@Input() { id }: Input<'segments.get'>): Promise<SegmentView> {
    return this.segments.get(id);
  }

  @Operation('segments.update', { allow: ['manager', 'admin'] })
  update(@Me() me: StaffActor, @Input() input: Input<'segments.update'>): Promise<SegmentView> {
    return this.segments.update(me, input);
  }

  @Operation('segments.remove', { allow: ['manager', 'admin'] })
  remove(@Me() me: StaffActor, @Input() { id }: Input<'segments.remove'>): Promise<void> {
    return this.segments.remove(me, id);
  }

  @Operation('segments.preview', { allow: ['manager', 'admin'] })
  preview(@Me() me: StaffActor, @Input() { rule }: Input<'segments.preview'>): Promise<Answer<'segments.preview'>> {
    return this.segments.preview(me, rule);
  }

  @Operation('segments.shops', { allow: ['salesperson', 'manager', 'office', 'admin'] })
  shops(@Me() me: StaffActor, @Input() input: Input<'segments.shops'>): Promise<Answer<'segments.shops'>> {
    return this.segments.shops(me, input);
  }
}
