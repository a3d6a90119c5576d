import type { StaffRole } from '@dianquan/shared/roles';
import { Controller, Global, Module, Res, StreamableFile } from '@nestjs/common';
import { NotFound, Unavailable } from '../../src/platform/errors';
import { type Actor, ActorSource } from '../../src/platform/http/actor';
import { Input, Me } from '../../src/platform/http/input';
import { type Answer, Operation } from '../../src/platform/http/operation';

const staff = (id: number, ...roles: StaffRole[]): Actor => ({
  sessionId: 100 + id,
  accountId: 100 + id,
  provider: 'wecom',
  name: '员工',
  staff: { id, roles, regions: [] },
  member: null,
});
const person = (id: number, member: Actor['member']): Actor => ({
  sessionId: id,
  accountId: id,
  provider: 'wechat',
  name: null,
  staff: null,
  member,
});

/** Tokens of the people of this room. */
export const TOKENS = {
  guest: 'token-of-the-guest-0000',
  owner: 'token-of-the-owner-0000',
  clerk: 'token-of-the-clerk-0000',
  manager: 'token-of-the-manager-0000',
  admin: 'token-of-the-admin-0000',
};
const ACTORS: Record<string, Actor> = {
  [TOKENS.guest]: person(1, null),
  [TOKENS.owner]: person(2, { id: 12, shopId: 5, role: 'owner' }),
  [TOKENS.clerk]: person(3, { id: 13, shopId: 5, role: 'clerk' }),
  [TOKENS.manager]: staff(1, 'manager'),
  [TOKENS.admin]: staff(2, 'admin'),
};

/** Sessions that ended while the test ran. */
export const ended = new Set<number>();

class EchoActors extends ActorSource {
  async find(token: string): Promise<Actor | null> {
    const actor = ACTORS[token];
    return actor && !ended.has(actor.sessionId) ? actor : null;
  }

  async findSession(sessionId: number): Promise<Actor | null> {
    return ended.has(sessionId) ? null : (Object.values(ACTORS).find((actor) => actor.sessionId === sessionId) ?? null);
  }
}

/** Answers what it was given, in place of real rooms: their operations serve as examples of every shape of input. */
@Controller()
class EchoController {
  @Operation('shops.create', { allow: ['salesperson', 'manager'] })
  create(@Input() input: Input<'shops.create'>): Answer<'shops.create'> {
    return echo(input);
  }

  @Operation('shops.list', { allow: ['staff'] })
  list(@Input() input: Input<'shops.list'>): Answer<'shops.list'> {
    return echo(input);
  }

  @Operation('shops.update', { allow: ['manager'] })
  update(@Input() input: Input<'shops.update'>): Answer<'shops.update'> {
    return echo(input);
  }

  @Operation('segments.create', { allow: ['manager'] })
  createSegment(@Input() input: Input<'segments.create'>): Answer<'segments.create'> {
    return echo(input);
  }

  @Operation('announcements.create', { allow: ['manager'] })
  createAnnouncement(@Input() input: Input<'announcements.create'>): Answer<'announcements.create'> {
    return echo(input);
  }

  @Operation('session.create', { allow: ['anonymous'], rate: 'login' })
  signIn(@Input() input: Input<'session.create'>): Answer<'session.create'> {
    return echo(input);
  }

  @Operation('session.get', { allow: ['account'] })
  whoAmI(@Me() me: Actor): Answer<'session.get'> {
    return echo(me);
  }

  @Operation('session.delete', { allow: ['account'] })
  async signOut(): Promise<void> {}

  @Operation('members.list', { allow: ['member', 'manager'] })
  members(@Me() me: Actor): Answer<'members.list'> {
    return echo(me);
  }

  @Operation('members.confirm', { allow: ['owner'] })
  confirm(@Me() me: Actor): Answer<'members.confirm'> {
    return echo(me);
  }

  @Operation('staff.list', { allow: ['admin'] })
  staff(@Me() me: Actor): Answer<'staff.list'> {
    return echo(me);
  }

  @Operation('invitations.get', { allow: ['anonymous'], rate: 'guess' })
  land(@Me() me: Actor | null, @Input() { code }: Input<'invitations.get'>): Answer<'invitations.get'> {
    if (code.startsWith('wrong')) throw new NotFound('invitation_invalid');
    return echo({ me });
  }

  @Operation('shops.export', { allow: ['staff'] })
  exported(): StreamableFile {
    return new StreamableFile(Buffer.from('名称\n'), { type: 'text/csv', disposition: 'attachment' });
  }

  @Operation('shops.get', { allow: ['staff'] })
  async fails(@Input() { id }: Input<'shops.get'>): Promise<Answer<'shops.get'>> {
    if (id === 1) throw new Error("Duplicate entry '13800138000' for key 'phone' in SELECT * FROM shop at /srv/app/shop.ts");
    if (id === 2) throw new Unavailable();
    throw 'a text instead of an error';
  }

  @Operation('shops.history', { allow: ['staff'] })
  async slow(@Input() { id }: Input<'shops.history'>, @Res({ passthrough: true }) _: unknown): Promise<Answer<'shops.history'>> {
    await new Promise((resolve) => setTimeout(resolve, id));
    return { items: [] };
  }
}

function echo<T>(value: unknown): T {
  return value as T;
}

@Global()
@Module({ controllers: [EchoController], providers: [{ provide: ActorSource, useClass: EchoActors }], exports: [ActorSource] })
export class EchoRoom {}
