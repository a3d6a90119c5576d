import { Module } from '@nestjs/common';
import { Asking } from './asking';
import { BalanceRows } from './balance-rows';
import { Balances } from './balances';
import { Ledger } from './ledger';
import { OpenItems } from './open-items';
import { OrderPayments } from './order-payments';
import { Payables } from './payables';
import { PaymentNumbers } from './payment-numbers';
import { Refunds } from './refunds';
import { Settlement } from './settlement';
import { WaitingPayments } from './waiting-payments';

@Module({
  providers: [
    Asking,
    BalanceRows,
    Balances,
    Ledger,
    OpenItems,
    OrderPayments,
    Payables,
    PaymentNumbers,
    Refunds,
    Settlement,
    WaitingPayments,
  ],
  exports: [BalanceRows, Balances, Ledger, OrderPayments, Payables],
})
export class PaymentsModule {}
