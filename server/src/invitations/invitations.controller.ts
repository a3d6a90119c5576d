import type { Answer } from '@dianquan/shared/contract/all';
import { Controller, StreamableFile } from '@nestjs/common';
import type { Actor } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import { Input, Me } from '../platform/http/input';
import { Operation } from '../platform/http/operation';
import { AcceptanceService } from './acceptance.service';
import { mimeOf } from './code-pictures';
import { InvitationDrawings } from './invitation-drawings';
import { InvitationsPresenter } from './invitations.presenter';
import { InvitationsService } from './invitations.service';
import { LandingService } from './landing.service';

@Controller()
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly landing: LandingService,
    private readonly acceptance: AcceptanceService,
    private readonly presenter: InvitationsPresenter,
    private readonly drawings: InvitationDrawings,
  ) {}

  @Operation('invitations.create', { allow: ['member', 'staff'] })
  async create(@Me() me: Actor, @Input() input: Input<'invitations.create'>): Promise<Answer<'invitations.create'>> {
    return this.view(await this.invitations.create(me, input));
  }

  @Operation('invitations.list', { allow: ['member', 'staff'] })
  async list(@Me() me: Actor, @Input() input: Input<'invitations.list'>): Promise<Answer<'invitations.list'>> {
    const after = (decodeCursor(input.cursor, ['number'])?.[0] as number | undefined) ?? null;
    const rows = await this.invitations.list(me, { state: input.state, after, limit: input.limit + 1 });
    const page = pageOfRows(rows, input.limit, (row) => [row.id]);
    return { items: await this.presenter.view(page.rows), next: page.next };
  }

  @Operation('invitations.get', { allow: ['anonymous'], rate: 'guess' })
  get(@Me() me: Actor | null, @Input() input: Input<'invitations.get'>): Promise<Answer<'invitations.get'>> {
    return this.landing.land(me, input.code);
  }

  @Operation('invitations.accept', { allow: ['account'], rate: 'guess' })
  accept(@Me() me: Actor, @Input() input: Input<'invitations.accept'>): Promise<Answer<'invitations.accept'>> {
    return this.acceptance.accept(me, input);
  }

  @Operation('invitations.revoke', { allow: ['member', 'staff'] })
  async revoke(@Me() me: Actor, @Input() input: Input<'invitations.revoke'>): Promise<Answer<'invitations.revoke'>> {
    return this.view(await this.invitations.revoke(me, input.id));
  }

  @Operation('invitations.picture', { allow: ['member', 'staff'] })
  async picture(@Me() me: Actor, @Input() input: Input<'invitations.picture'>): Promise<StreamableFile> {
    const { code } = await this.invitations.mustOwn(me, input.id);
    const picture = await this.drawings.codes.of(code);
    return new StreamableFile(picture, { type: mimeOf(picture), disposition: 'inline' });
  }

  @Operation('invitations.poster', { allow: ['member', 'staff'] })
  async poster(@Me() me: Actor, @Input() input: Input<'invitations.poster'>): Promise<StreamableFile> {
    const view = await this.view(await this.invitations.mustOwn(me, input.id));
    return new StreamableFile(await this.drawings.posters.draw(view), { type: 'image/png', disposition: 'inline' });
  }

  private async view(row: Parameters<InvitationsPresenter['view']>[0][number]): Promise<Answer<'invitations.create'>> {
    const [view] = await this.presenter.view([row]);
    return view as Answer<'invitations.create'>;
  }
}
