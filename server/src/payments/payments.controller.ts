import type { Answer } from '@dianquan/shared/contract/all';
import { Controller } from '@nestjs/common';
import type { Actor, StaffActor } from '../platform/http/actor';
import { Input, Me } from '../platform/http/input';
import { Operation } from '../platform/http/operation';
import { IdempotencyKey } from '../platform/idempotency/idempotency-key';
import { OfflinePaymentsService } from './offline-payments.service';
import { PaymentListsService } from './payment-lists.service';
import { PaymentRefundsService } from './payment-refunds.service';
import { FINANCE, READERS } from './payments.policy';
import { PrepayService } from './prepay.service';
import { ReconciliationService } from './reconciliation.service';
import { ReconciliationLists } from './reconciliation-lists';

@Controller()
export class PaymentsController {
  constructor(
    private readonly lists: PaymentListsService,
    private readonly prepays: PrepayService,
    private readonly offlines: OfflinePaymentsService,
    private readonly refunds: PaymentRefundsService,
    private readonly bills: ReconciliationLists,
    private readonly reconciliation: ReconciliationService,
  ) {}

  @Operation('payments.prepay', { allow: READERS })
  prepay(@Me() me: Actor, @Input() input: Input<'payments.prepay'>, @IdempotencyKey() key: string): Promise<Answer<'payments.prepay'>> {
    return this.prepays.prepay(me, input, key);
  }

  @Operation('payments.get', { allow: READERS })
  get(@Me() me: Actor, @Input() { id }: Input<'payments.get'>): Promise<Answer<'payments.get'>> {
    return this.lists.get(me, id);
  }

  @Operation('payments.list', { allow: READERS })
  list(@Me() me: Actor, @Input() input: Input<'payments.list'>): Promise<Answer<'payments.list'>> {
    return this.lists.list(me, input);
  }

  @Operation('payments.offline', { allow: READERS })
  offline(@Me() me: Actor, @Input() input: Input<'payments.offline'>, @IdempotencyKey() key: string): Promise<Answer<'payments.offline'>> {
    return this.offlines.enter(me, input, key);
  }

  @Operation('payments.confirmOffline', { allow: FINANCE })
  confirmOffline(@Me() me: StaffActor, @Input() input: Input<'payments.confirmOffline'>): Promise<Answer<'payments.confirmOffline'>> {
    return this.offlines.decide(me, input);
  }

  @Operation('payments.refund', { allow: FINANCE })
  refund(
    @Me() me: StaffActor,
    @Input() input: Input<'payments.refund'>,
    @IdempotencyKey() key: string,
  ): Promise<Answer<'payments.refund'>> {
    return this.refunds.refund(me, input, key);
  }

  @Operation('payments.reconciliations', { allow: FINANCE })
  reconciliations(@Input() input: Input<'payments.reconciliations'>): Promise<Answer<'payments.reconciliations'>> {
    return this.bills.list(input);
  }

  @Operation('payments.reconcile', { allow: FINANCE })
  reconcile(@Me() me: StaffActor, @Input() { day }: Input<'payments.reconcile'>): Promise<Answer<'payments.reconcile'>> {
    return this.reconciliation.byHand(me, day);
  }
}
