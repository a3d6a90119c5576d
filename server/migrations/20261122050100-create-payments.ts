import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bool, createTable, dropTable, id, int, money, text, time, varchar } from './schema.js';

/** Payments, refunds, the ledger, credit, statements. */
export class CreatePayments20261122050100 implements MigrationInterface {
  name = 'CreatePayments20261122050100';

  async up(q: QueryRunner): Promise<void> {
    await createTable(
      q,
      'payment',
      {
        id: id(),
        /** out_trade_no of the platform. */
        number: varchar(32),
        order_id: int().nullable(),
        /** The order, while this is the payment by WeChat that it waits for: never two. */
        open_order_id: int().nullable(),
        shop_id: int(),
        account_id: int().nullable(),
        /** wechat, offline, account or deposit. */
        method: varchar(8),
        /** order, deposit or balance. */
        purpose: varchar(8),
        /** waiting, paid, closed, refused, refunding, refunded. */
        state: varchar(10),
        fen: money(),
        refunded_fen: money().default(0),
        prepay_id: varchar(64).nullable(),
        prepaid_at: time().nullable(),
        transaction_id: varchar(40).nullable(),
        expires_at: time().nullable(),
        created_at: time(),
        paid_at: time().nullable(),
        decided_by_staff_id: int().nullable(),
        decided_at: time().nullable(),
        /** What the payer reads; repeated word for word when the platform is asked again. */
        description: varchar(127).default(''),
        note: varchar(100).default(''),
        /** Our books and the platform's disagree about it. */
        mismatched: bool().default(0),
        /** When to ask the platform next, and how often it was asked; NULL: everything is known. */
        next_ask_at: time().nullable(),
        asks: int().default(0),
      },
      {
        uniques: [['number'], ['transaction_id'], ['open_order_id']],
        indexes: [['order_id'], ['shop_id', 'id'], ['state', 'id'], ['next_ask_at'], ['mismatched', 'id']],
      },
    );
    await createTable(
      q,
      'refund',
      {
        id: id(),
        /** out_refund_no of the platform: a retry carries the same one. */
        number: varchar(64),
        payment_id: int(),
        fen: money(),
        reason: varchar(80),
        /** waiting, processing, done, failed (nothing went back), stuck (it left us and reached nobody). */
        state: varchar(10),
        platform_refund_id: varchar(40).nullable(),
        created_at: time(),
        done_at: time().nullable(),
        staff_id: int().nullable(),
        /** Why it hangs, in the platform's word. */
        fault: varchar(60).nullable(),
        next_ask_at: time().nullable(),
        asks: int().default(0),
      },
      { uniques: [['number']], indexes: [['payment_id'], ['state', 'id'], ['next_ask_at']] },
    );
    await createTable(
      q,
      'pay_notice',
      /** Notices of the payment platform that were taken, by their own id: one that comes again has no effect. */
      { notice_id: varchar(64), kind: varchar(12), at: time() },
      { primary: ['notice_id'] },
    );
    await createTable(
      q,
      'ledger_entry',
      {
        id: id(),
        /** Entries of one transaction share it and sum to zero. */
        txn: varchar(40),
        /** receivable, deposit, sales, returns, cash_wechat, cash_offline, write_off. */
        account: varchar(12),
        /** 0 for the supplier's own accounts. */
        shop_id: int().default(0),
        /** Above zero: debit. */
        fen: money(),
        /** delivery, payment, return, refund, adjustment. */
        kind: varchar(10),
        order_id: int().nullable(),
        payment_id: int().nullable(),
        /** What the statement says. */
        memo: varchar(80),
        due_at: time().nullable(),
        at: time(),
      },
      {
        uniques: [['txn', 'account', 'shop_id']],
        indexes: [['account', 'shop_id', 'at', 'id'], ['order_id']],
      },
    );
    await createTable(
      q,
      'shop_balance',
      {
        shop_id: int(),
        /** Kept with every entry: what the shop owes, what it has prepaid, what is ordered on account and not charged yet. */
        owed_fen: money().default(0),
        deposit_fen: money().default(0),
        open_fen: money().default(0),
        /** Paid for goods that have not left yet: no credit to buy other things with. */
        advance_fen: money().default(0),
        limit_fen: money().default(0),
        term_days: int().default(30),
        updated_at: time(),
      },
      { primary: ['shop_id'] },
    );
    await createTable(
      q,
      'statement_answer',
      {
        shop_id: int(),
        month: varchar(7),
        state: varchar(9),
        closing_fen: money(),
        /** Each with its line, and with finance's reply once there is one. */
        objections: text(),
        /** How many objections wait for a reply. */
        unanswered: int().default(0),
        account_id: int(),
        at: time(),
      },
      { primary: ['shop_id', 'month'], indexes: [['unanswered', 'month', 'shop_id']] },
    );
    await createTable(
      q,
      'payment_reconciliation',
      { day: varchar(10), matched: int(), our_fen: money(), their_fen: money(), differences: text(), at: time() },
      { primary: ['day'] },
    );
  }

  async down(q: QueryRunner): Promise<void> {
    for (const table of ['payment_reconciliation', 'statement_answer', 'shop_balance', 'ledger_entry', 'pay_notice', 'refund', 'payment'])
      await dropTable(q, table);
  }
}
