import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor, MemberActor, StaffActor } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import { Input, Me } from '../platform/http/input';
import { Operation } from '../platform/http/operation';
import { CommunitiesPresenter } from './communities.presenter';
import { CommunitiesService, CommunityLists } from './communities.service';
import { JoinRequestsService } from './join-requests.service';
import { NewsService } from './news.service';

@Controller()
export class CommunitiesController {
  constructor(
    private readonly communities: CommunitiesService,
    private readonly lists: CommunityLists,
    private readonly requests: JoinRequestsService,
    private readonly news: NewsService,
    private readonly presenter: CommunitiesPresenter,
  ) {}

  @Operation('communities.create', { allow: ['manager', 'admin'] })
  async create(@Me() me: StaffActor, @Input() input: Input<'communities.create'>): Promise<Answer<'communities.create'>> {
    return this.view(me, await this.communities.create(me, input));
  }

  @Operation('communities.list', { allow: ['account'] })
  async list(@Me() me: Actor, @Input() input: Input<'communities.list'>): Promise<Answer<'communities.list'>> {
    const after = (decodeCursor(input.cursor, ['number'])?.[0] as number | undefined) ?? 0;
    const page = pageOfRows(await this.lists.list(me, after, input.limit + 1), input.limit, (row) => [row.id]);
    return { items: page.rows.map((row) => this.presenter.view(me, row)), next: page.next };
  }

  @Operation('communities.get', { allow: ['account'] })
  get(@Me() me: Actor, @Input() input: Input<'communities.get'>): Promise<Answer<'communities.get'>> {
    return this.view(me, input.id);
  }

  @Operation('communities.update', { allow: ['manager', 'admin'] })
  async update(@Me() me: StaffActor, @Input() input: Input<'communities.update'>): Promise<Answer<'communities.update'>> {
    const { id, ...fields } = input;
    await this.communities.update(me, id, fields);
    return this.view(me, id);
  }

  @Operation('communities.requestToJoin', { allow: ['member'] })
  async requestToJoin(
    @Me() me: MemberActor,
    @Input() input: Input<'communities.requestToJoin'>,
  ): Promise<Answer<'communities.requestToJoin'>> {
    await this.requests.request(me, input);
    return this.view(me, input.id);
  }

  @Operation('communities.joinRequests', { allow: ['staff'] })
  joinRequests(@Me() me: Actor, @Input() input: Input<'communities.joinRequests'>): Promise<Answer<'communities.joinRequests'>> {
    return this.requests.list(me, input);
  }

  @Operation('communities.decideJoinRequest', { allow: ['staff'] })
  decideJoinRequest(
    @Me() me: Actor,
    @Input() input: Input<'communities.decideJoinRequest'>,
  ): Promise<Answer<'communities.decideJoinRequest'>> {
    return this.requests.decide(me, input);
  }

  @Operation('communities.news', { allow: ['account'] })
  newsSince(@Me() me: Actor, @Input() input: Input<'communities.news'>): Promise<Answer<'communities.news'>> {
    return this.news.since(me, Date.parse(input.since));
  }

  private async view(me: Actor, id: number): Promise<Answer<'communities.get'>> {
    return this.presenter.view(me, await this.lists.one(me, id));
  }
}
