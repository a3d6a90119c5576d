import { Module } from '@nestjs/common';
import { AgeingService } from './ageing.service';
import { AskAgain, AskJob } from './ask.job';
import { Asking } from './asking';
import { BalanceRows } from './balance-rows';
import { Balances } from './balances';
import { CreditService } from './credit.service';
import { Ledger } from './ledger';
import { NoticesController } from './notices.controller';
import { NoticesService } from './notices.service';
import { OfflinePaymentsService } from './offline-payments.service';
import { OpenItems } from './open-items';
import { OrderPayments } from './order-payments';
import { Payables } from './payables';
import { PaymentInquiry } from './payment-inquiry';
import { PaymentListsService } from './payment-lists.service';
import { PaymentNumbers } from './payment-numbers';
import { PaymentRefundsService } from './payment-refunds.service';
import { PaymentViews } from './payment-views';
import { PaymentsController } from './payments.controller';
import { PrepayService } from './prepay.service';
import { ReconciliationService } from './reconciliation.service';
import { ReconciliationLists } from './reconciliation-lists';
import { RefundInquiry } from './refund-inquiry';
import { Refunds } from './refunds';
import { Settlement } from './settlement';
import { StatementAnswers } from './statement-answers';
import { StatementFigures } from './statement-figures';
import { StatementListsService } from './statement-lists.service';
import { StatementsController } from './statements.controller';
import { StatementsService } from './statements.service';
import { WaitingPayments } from './waiting-payments';

@Module({
  controllers: [NoticesController, PaymentsController, StatementsController],
  providers: [
    AgeingService,
    AskAgain,
    AskJob,
    Asking,
    BalanceRows,
    Balances,
    CreditService,
    Ledger,
    NoticesService,
    OfflinePaymentsService,
    OpenItems,
    OrderPayments,
    Payables,
    PaymentInquiry,
    PaymentListsService,
    PaymentNumbers,
    PaymentRefundsService,
    PaymentViews,
    PrepayService,
    ReconciliationLists,
    ReconciliationService,
    RefundInquiry,
    Refunds,
    Settlement,
    StatementAnswers,
    StatementFigures,
    StatementListsService,
    StatementsService,
    WaitingPayments,
  ],
  exports: [BalanceRows, Balances, Ledger, OrderPayments, Payables],
})
export class PaymentsModule {}
