import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../platform/clock';
import { Database } from '../platform/database/database';
import { insertMany, type Tx } from '../platform/database/sql';
import { type NoticeHeaders, NoticeRefused, type PayNotice } from '../platform/wechat-pay/notices';
import { WechatPayClient } from '../platform/wechat-pay/wechat-pay-client';
import { PaymentInquiry } from './payment-inquiry';
import { RefundInquiry } from './refund-inquiry';

/** What WeChat Pay tells us. Told that it was heard only after the commit; until then it keeps telling. */
@Injectable()
export class NoticesService {
  private readonly logger = new Logger('Payments');

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly client: WechatPayClient,
    private readonly payments: PaymentInquiry,
    private readonly refunds: RefundInquiry,
  ) {}

  async take(kind: PayNotice['kind'], headers: NoticeHeaders, rawBody: string): Promise<void> {
    try {
      const notice = await this.client.readNotice(headers, rawBody);
      if (notice.kind !== kind) throw new NoticeRefused('kind');
      await this.db.transaction((tx) => this.record(tx, notice));
    } catch (error) {
      if (error instanceof NoticeRefused) this.logger.warn({ reason: error.reason }, 'a notice of WeChat Pay was refused');
      throw error;
    }
  }

  private async record(tx: Tx, notice: PayNotice): Promise<void> {
    const row = [notice.id.slice(0, 64), notice.kind, this.clock.now()];
    const isNew = (await insertMany(tx, 'pay_notice', ['notice_id', 'kind', 'at'], [row], { ignore: true })) > 0;
    if (!isNew) return;
    if (notice.kind === 'refund') await this.refunds.believe(tx, notice.refundNumber, notice);
    else await this.payments.believe(tx, notice);
  }
}
