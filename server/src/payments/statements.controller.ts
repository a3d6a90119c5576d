import type { Answer } from '@dianquan/shared/contract/all';
import { Controller, type StreamableFile } from '@nestjs/common';
import type { Actor, MemberActor, StaffActor } from '../platform/http/actor';
import { Input, Me } from '../platform/http/input';
import { Operation } from '../platform/http/operation';
import { AgeingService } from './ageing.service';
import { CreditService } from './credit.service';
import { FINANCE, READERS, STAFF_READERS } from './payments.policy';
import { StatementListsService } from './statement-lists.service';
import { StatementsService } from './statements.service';

@Controller()
export class StatementsController {
  constructor(
    private readonly credit: CreditService,
    private readonly lists: StatementListsService,
    private readonly statements: StatementsService,
    private readonly ages: AgeingService,
  ) {}

  @Operation('credit.get', { allow: READERS })
  getCredit(@Me() me: Actor, @Input() { shopId }: Input<'credit.get'>): Promise<Answer<'credit.get'>> {
    return this.credit.get(me, shopId);
  }

  @Operation('credit.set', { allow: FINANCE })
  setCredit(@Me() me: StaffActor, @Input() input: Input<'credit.set'>): Promise<Answer<'credit.set'>> {
    return this.credit.set(me, input);
  }

  @Operation('statements.list', { allow: READERS })
  list(@Me() me: Actor, @Input() input: Input<'statements.list'>): Promise<Answer<'statements.list'>> {
    return this.lists.list(me, input);
  }

  @Operation('statements.get', { allow: READERS })
  get(@Me() me: Actor, @Input() input: Input<'statements.get'>): Promise<Answer<'statements.get'>> {
    return this.statements.get(me, input);
  }

  @Operation('statements.answer', { allow: ['owner'] })
  answer(@Me() me: MemberActor, @Input() input: Input<'statements.answer'>): Promise<Answer<'statements.answer'>> {
    return this.statements.answer(me, input);
  }

  @Operation('statements.reply', { allow: FINANCE })
  reply(@Me() me: StaffActor, @Input() input: Input<'statements.reply'>): Promise<Answer<'statements.reply'>> {
    return this.statements.reply(me, input);
  }

  @Operation('statements.export', { allow: READERS })
  export(@Me() me: Actor, @Input() input: Input<'statements.export'>): Promise<StreamableFile> {
    return this.statements.export(me, input);
  }

  @Operation('statements.ageing', { allow: STAFF_READERS })
  ageing(@Me() me: StaffActor, @Input() input: Input<'statements.ageing'>): Promise<Answer<'statements.ageing'>> {
    return this.ages.list(me, input);
  }
}
