import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor, StaffActor } from '../platform/http/actor';
import { Input, Me } from '../platform/http/input';
import { Operation } from '../platform/http/operation';
import { MaybeIdempotencyKey } from '../platform/idempotency/idempotency-key';
import { AnnouncementListsService } from './announcement-lists.service';
import { FOLLOWERS, MAKERS } from './announcements.policy';
import { AnnouncementsPresenter } from './announcements.presenter';
import { AnnouncementsService } from './announcements.service';
import { PublicationService } from './publication.service';

@Controller()
export class AnnouncementsController {
  constructor(
    private readonly announcements: AnnouncementsService,
    private readonly lists: AnnouncementListsService,
    private readonly publication: PublicationService,
    private readonly presenter: AnnouncementsPresenter,
  ) {}

  @Operation('announcements.create', { allow: MAKERS })
  async create(
    @Me() me: StaffActor,
    @MaybeIdempotencyKey() key: string | null,
    @Input() input: Input<'announcements.create'>,
  ): Promise<Answer<'announcements.create'>> {
    return this.presenter.forStaff(me, await this.announcements.create(me, key, input));
  }

  @Operation('announcements.list', { allow: FOLLOWERS })
  list(@Me() me: Actor, @Input() input: Input<'announcements.list'>): Promise<Answer<'announcements.list'>> {
    return this.lists.list(me, input);
  }

  @Operation('announcements.countAudience', { allow: MAKERS })
  countAudience(
    @Me() me: StaffActor,
    @Input() input: Input<'announcements.countAudience'>,
  ): Promise<Answer<'announcements.countAudience'>> {
    return this.publication.countAudience(me, input);
  }

  @Operation('announcements.get', { allow: ['member', ...FOLLOWERS] })
  get(@Me() me: Actor, @Input() input: Input<'announcements.get'>): Promise<Answer<'announcements.get'>> {
    return this.lists.get(me, input.id);
  }

  @Operation('announcements.update', { allow: MAKERS })
  async update(@Me() me: StaffActor, @Input() input: Input<'announcements.update'>): Promise<Answer<'announcements.update'>> {
    return this.presenter.forStaff(me, await this.announcements.update(me, input));
  }

  @Operation('announcements.discard', { allow: MAKERS })
  async discard(@Me() me: StaffActor, @Input() { id }: Input<'announcements.discard'>): Promise<void> {
    await this.announcements.discard(me, id);
  }

  @Operation('announcements.publish', { allow: MAKERS })
  async publish(@Me() me: StaffActor, @Input() input: Input<'announcements.publish'>): Promise<Answer<'announcements.publish'>> {
    await this.publication.publish(me, input.id);
    return this.presenter.forStaff(me, await this.announcements.find(input.id));
  }

  @Operation('announcements.withdraw', { allow: MAKERS })
  async withdraw(@Me() me: StaffActor, @Input() input: Input<'announcements.withdraw'>): Promise<Answer<'announcements.withdraw'>> {
    await this.publication.withdraw(me, input.id);
    return this.presenter.forStaff(me, await this.announcements.find(input.id));
  }
}
