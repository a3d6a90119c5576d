import type { Answer } from '@dianquan/shared/contract/all';
import type { ReturnView } from '@dianquan/shared/contract/returns';
import { Controller } from '@nestjs/common';
import { Database, type SqlValue } from '../../platform/database/database';
import type { Actor, StaffActor } from '../../platform/http/actor';
import { decodeCursor, encodeCursor } from '../../platform/http/cursor';
import { Input, Me } from '../../platform/http/input';
import { Operation } from '../../platform/http/operation';
import { IdempotencyKey } from '../../platform/idempotency/idempotency-key';
import { ReturnDecisions } from './return-decisions';
import { findReturn, findReturns } from './return-rows';
import { ReturnsPresenter } from './returns.presenter';
import { ReturnsService } from './returns.service';

@Controller()
export class ReturnsController {
  constructor(
    private readonly db: Database,
    private readonly decisions: ReturnDecisions,
    private readonly presenter: ReturnsPresenter,
    private readonly returns: ReturnsService,
  ) {}

  @Operation('returns.request', { allow: ['member', 'salesperson', 'manager', 'office', 'admin'] })
  async request(@Me() me: Actor, @IdempotencyKey() key: string, @Input() input: Input<'returns.request'>): Promise<ReturnView> {
    return this.one(me, await this.returns.request(me, key, input));
  }

  @Operation('returns.list', { allow: ['member', 'staff'] })
  async list(@Me() me: Actor, @Input() { shopId, state, cursor, limit }: Input<'returns.list'>): Promise<Answer<'returns.list'>> {
    const [before] = cursor === undefined ? [] : (decodeCursor(cursor, ['number']) ?? []);
    const given: [string, SqlValue | undefined][] = [
      ['r.shop_id = ?', shopId],
      ['r.state = ?', state],
      ['r.id < ?', before as number | undefined],
    ];
    const used = given.filter((one): one is [string, SqlValue] => one[1] !== undefined);
    const where = used.length > 0 ? used.map(([sql]) => sql).join(' AND ') : undefined;
    const rows = await findReturns(this.db, me, { where, params: used.map(([, value]) => value), limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return { items: await this.presenter.views(me, shown), next: rows.length > limit && last ? encodeCursor([last.id]) : null };
  }

  @Operation('returns.get', { allow: ['member', 'staff'] })
  get(@Me() me: Actor, @Input() { id }: Input<'returns.get'>): Promise<ReturnView> {
    return this.one(me, id);
  }

  @Operation('returns.decide', { allow: ['office', 'manager', 'admin'] })
  async decide(@Me() me: StaffActor, @Input() input: Input<'returns.decide'>): Promise<ReturnView> {
    await this.decisions.decide(me, input);
    return this.one(me, input.id);
  }

  @Operation('returns.receive', { allow: ['warehouse', 'office', 'admin'] })
  async receive(@Me() me: StaffActor, @Input() input: Input<'returns.receive'>): Promise<ReturnView> {
    await this.decisions.receive(me, input);
    return this.one(me, input.id);
  }

  private async one(me: Actor, id: number): Promise<ReturnView> {
    const [view] = await this.presenter.views(me, [await findReturn(this.db, me, id)]);
    return view as ReturnView;
  }
}
