import { createPrivateKey, type KeyObject } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../clock';
import { Env } from '../config/env';
import type { PaySettings } from '../config/pay-settings';
import { Unavailable } from '../errors';
import { Random } from '../ids';
import { ClockedPay } from './clocked-pay';
import { demoKeys, publicHalf } from './demo-keys';
import { type NoticeHeaders, openNotice, type PayNotice } from './notices';
import { paymentMessage, signText } from './pay-crypto';
import { PayRefused } from './pay-refused';
import { PayTransport } from './pay-transport';
import { PlatformKeys } from './platform-keys';
import { SignedMessages } from './signed-messages';
import { type BillRow, openBill, readBill } from './trade-bill';

/** What wx.requestPayment takes, under its names. */
export type ClientParams = { timeStamp: string; nonceStr: string; package: string; signType: 'RSA'; paySign: string };
export type TradeState = 'SUCCESS' | 'REFUND' | 'NOTPAY' | 'CLOSED' | 'REVOKED' | 'USERPAYING' | 'PAYERROR' | 'ACCEPT';
/** Of a transaction that nobody paid, the last three are null, 0 for the amount. */
export type Transaction = { state: TradeState; transactionId: string | null; paidAt: number | null; totalFen: number };
export type Refund = {
  refundId: string;
  status: 'SUCCESS' | 'CLOSED' | 'PROCESSING' | 'ABNORMAL';
  refundFen: number;
  refundedAt: number | null;
};

type Fields = Record<string, unknown>;
type Parts = { settings: PaySettings; key: KeyObject; pay: ClockedPay; transport: PayTransport; signed: SignedMessages };

const DESCRIPTION_MAX = 127;
const REASON_MAX = 80;
const NOTHING_THERE = ['ORDER_NOT_EXIST', 'RESOURCE_NOT_EXISTS'];

/**
 * api.mch.weixin.qq.com, as far as we need it. Not to be called inside a transaction. Throws `Unavailable` when it cannot be told
 * whether something happened: ask again, or repeat under the same number, which has one effect however often. Throws `PayRefused`
 * with the platform's reason, in its newer spelling, when nothing happened.
 */
@Injectable()
export class WechatPayClient implements OnApplicationShutdown {
  private made: Parts | null = null;

  constructor(
    private readonly env: Env,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** Whether this deployment has an account at all. */
  get isOn(): boolean {
    return this.env.wechatPay !== null;
  }

  /** Milliseconds that our clock is ahead of the platform's, once genuine messages were refused for it. */
  get clockSkewMs(): number | null {
    return this.made?.signed.skewMs ?? null;
  }

  /** Repeating it with the same values gives a fresh id for the same payment; with other values, `OUT_TRADE_NO_USED`. */
  async prepay(order: { number: string; description: string; totalFen: number; openid: string; expiresAt: number }) {
    const { pay, settings } = this.parts();
    const { data } = await pay.transactions_jsapi({
      description: [...order.description].slice(0, DESCRIPTION_MAX).join(''),
      out_trade_no: order.number,
      time_expire: shanghaiTime(order.expiresAt),
      notify_url: `${settings.notifyUrl}/payments`,
      amount: { total: order.totalFen, currency: 'CNY' },
      payer: { openid: order.openid },
    });
    const prepayId = /^prepay_id=(.+)$/.exec(text(data?.package))?.[1];
    return { prepayId: text(prepayId) };
  }

  clientParams(prepayId: string): ClientParams {
    const { key } = this.parts();
    const [timeStamp, nonceStr] = [String(Math.floor(this.clock.now() / 1000)), this.random.token(24)];
    const paySign = signText(paymentMessage(this.env.wechat.appId, timeStamp, nonceStr, prepayId), key);
    return { timeStamp, nonceStr, package: `prepay_id=${prepayId}`, signType: 'RSA', paySign };
  }

  /** Null when the platform has never heard of it. */
  async query(number: string): Promise<Transaction | null> {
    const { pay } = this.parts();
    return orNothing(async () => {
      const { data } = await pay.query({ out_trade_no: encodeURIComponent(number) });
      const { trade_state, transaction_id, success_time, amount } = data as Fields;
      return {
        state: text(trade_state) as TradeState,
        transactionId: textOrNull(transaction_id),
        paidAt: momentOrNull(success_time),
        totalFen: Number((amount as Fields | undefined)?.total ?? 0),
      };
    });
  }

  /** `paid`: too late, somebody paid. `unknown`: there is nothing to close. */
  async close(number: string): Promise<'closed' | 'paid' | 'unknown'> {
    try {
      await this.parts().pay.close(encodeURIComponent(number));
      return 'closed';
    } catch (error) {
      if (!(error instanceof PayRefused)) throw error;
      if (error.reason === 'ORDER_CLOSED') return 'closed';
      if (error.reason === 'ORDER_PAID') return 'paid';
      if (NOTHING_THERE.includes(error.reason)) return 'unknown';
      throw error;
    }
  }

  /** Accepted, as a rule, and not yet done: the status says, a notice tells. */
  async refund(refund: { refundNumber: string; number: string; refundFen: number; totalFen: number; reason: string }): Promise<Refund> {
    const { pay, settings } = this.parts();
    const { data } = await pay.refunds({
      out_trade_no: refund.number,
      out_refund_no: refund.refundNumber,
      reason: [...refund.reason].slice(0, REASON_MAX).join(''),
      notify_url: `${settings.notifyUrl}/refunds`,
      amount: { refund: refund.refundFen, total: refund.totalFen, currency: 'CNY' },
    });
    return refundOf(data as unknown as Fields);
  }

  async queryRefund(refundNumber: string): Promise<Refund | null> {
    const { pay } = this.parts();
    return orNothing(async () => refundOf((await pay.find_refunds(encodeURIComponent(refundNumber))).data as unknown as Fields));
  }

  /** What the platform booked on a day in Shanghai; to be had from about ten in the next morning. */
  async tradeBill(day: string): Promise<BillRow[]> {
    const { pay } = this.parts();
    const bill = await orNothing(
      async () => (await pay.tradebill({ bill_date: day, bill_type: 'ALL', tar_type: 'GZIP' })).data as Fields,
      ['NO_STATEMENT_EXIST'],
    );
    if (bill === null) return [];
    if (bill.hash_type !== 'SHA1') throw unreadable();
    const file = await pay.downloadBill(text(bill.download_url));
    return readBill(openBill(file.data as Buffer, text(bill.hash_value)));
  }

  /** Whether a notice is genuine and ours, and what it says. Whether the amount is right, the caller must see: it knows the order. */
  async readNotice(headers: NoticeHeaders, rawBody: string): Promise<PayNotice> {
    const { signed, settings } = this.parts();
    return openNotice(signed, { ...settings, appId: this.env.wechat.appId }, headers, rawBody);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.made?.transport.close();
  }

  /** At the first use: a demo makes its keys then, and who never pays needs none. */
  private parts(): Parts {
    this.made ??= this.make();
    return this.made;
  }

  private make(): Parts {
    const settings = this.env.wechatPay;
    if (!settings) throw new Unavailable('platform_unavailable');
    const privateKey = settings.privateKey ?? demoKeys(this.env.dataDir).merchant;
    const { apiV3Key, publicKey } = settings;
    const known = publicKey && { id: publicKey.id, pem: publicKey.pem ?? publicHalf(demoKeys(this.env.dataDir).platform) };
    const keys = new PlatformKeys({ apiV3Key, publicKey: known }, this.clock, () => this.certificates());
    const signed = new SignedMessages(keys, this.clock);
    const account = { apiBase: settings.apiBase, publicKeyId: publicKey?.id ?? null };
    const transport = new PayTransport(account, (header, raw) => signed.fault(header, raw));
    const pay = new ClockedPay({ ...settings, appId: this.env.wechat.appId, privateKey }, this.clock, this.random, transport);
    return { settings, key: createPrivateKey(privateKey), pay, transport, signed };
  }

  /** A merchant with a public key and no certificates is refused: then there are none. */
  private certificates(): Promise<string | null> {
    return orNothing(() => this.parts().pay.certificateList(), null);
  }
}

/** Null for refusals that say: there is no such thing. For `any` of them when no reasons are named. */
async function orNothing<T>(ask: () => Promise<T>, reasons: string[] | null = NOTHING_THERE): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof PayRefused && (reasons === null || reasons.includes(error.reason))) return null;
    throw error;
  }
}

function refundOf({ refund_id, status, amount, success_time }: Fields): Refund {
  return {
    refundId: text(refund_id),
    status: text(status) as Refund['status'],
    refundFen: Number((amount as Fields | undefined)?.refund ?? Number.NaN),
    refundedAt: momentOrNull(success_time),
  };
}

/** 2026-11-22T10:00:00+08:00 */
function shanghaiTime(ms: number): string {
  return `${new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function text(value: unknown): string {
  const found = textOrNull(value);
  if (found === null) throw unreadable();
  return found;
}

function momentOrNull(value: unknown): number | null {
  const at = Date.parse(textOrNull(value) ?? '');
  return Number.isNaN(at) ? null : at;
}

function unreadable(): Unavailable {
  return Object.assign(new Unavailable('platform_unavailable'), { cause: new Error('an answer of WeChat Pay that cannot be read') });
}
