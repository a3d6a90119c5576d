import { Forbidden } from '../errors';
import { openSealed, type SealedText } from './pay-crypto';
import type { SignatureFault, SignedMessages } from './signed-messages';

/** `sealed`: does not open with our key. `foreign`: about another merchant, another mini-program, or a number that is not ours. */
export type NoticeFault = SignatureFault | 'unreadable' | 'sealed' | 'kind' | 'foreign' | 'amount';

/** Has no effect whatsoever; the platform gets a 403 and tries again. */
export class NoticeRefused extends Forbidden {
  constructor(readonly reason: NoticeFault) {
    super();
  }
}

export type TransactionNotice = {
  id: string;
  kind: 'transaction';
  number: string;
  transactionId: string;
  state: string;
  totalFen: number;
  openid: string;
  paidAt: number;
};
export type RefundNotice = {
  id: string;
  kind: 'refund';
  number: string;
  transactionId: string;
  refundNumber: string;
  refundId: string;
  status: 'SUCCESS' | 'ABNORMAL' | 'CLOSED';
  refundFen: number;
  totalFen: number;
  /** Null unless it succeeded. */
  refundedAt: number | null;
};
export type PayNotice = TransactionNotice | RefundNotice;

export type NoticeHeaders = Record<string, string | string[] | undefined>;
type Fields = Record<string, unknown>;
type Account = { appId: string; mchId: string; apiV3Key: string };

const REFUND_STATUS = ['SUCCESS', 'ABNORMAL', 'CLOSED'] as const;

export async function openNotice(signed: SignedMessages, account: Account, headers: NoticeHeaders, rawBody: string): Promise<PayNotice> {
  const header = (name: string): string | null => {
    const value = headers[name];
    return typeof value === 'string' ? value : null;
  };
  const fault = await signed.fault(header, rawBody);
  if (fault) throw new NoticeRefused(fault);
  const outer = objectOf(rawBody);
  const resource = (outer.resource ?? {}) as Fields;
  const kind = kindOf(outer, resource);
  const inner = objectOf(opened(resource, account.apiV3Key));
  if (inner.mchid !== account.mchId) throw new NoticeRefused('foreign');
  if (kind === 'refund') return refundOf(text(outer.id), inner);
  if (inner.appid !== account.appId) throw new NoticeRefused('foreign');
  return transactionOf(text(outer.id), inner);
}

function kindOf({ event_type, resource_type }: Fields, { original_type, algorithm }: Fields): PayNotice['kind'] {
  const event = typeof event_type === 'string' ? event_type : '';
  const kind = event === 'TRANSACTION.SUCCESS' ? 'transaction' : event.startsWith('REFUND.') ? 'refund' : null;
  const isUsual = resource_type === 'encrypt-resource' && algorithm === 'AEAD_AES_256_GCM' && original_type === kind;
  if (kind === null || !isUsual) throw new NoticeRefused('kind');
  return kind;
}

function opened({ ciphertext, nonce, associated_data = '' }: Fields, apiV3Key: string): string {
  try {
    return openSealed({ ciphertext, nonce, associated_data } as SealedText, apiV3Key);
  } catch {
    throw new NoticeRefused('sealed');
  }
}

function transactionOf(id: string, inner: Fields): TransactionNotice {
  return {
    id,
    kind: 'transaction',
    number: text(inner.out_trade_no),
    transactionId: text(inner.transaction_id),
    state: text(inner.trade_state),
    totalFen: whole((inner.amount as Fields | undefined)?.total),
    openid: text((inner.payer as Fields | undefined)?.openid),
    paidAt: moment(inner.success_time),
  };
}

function refundOf(id: string, inner: Fields): RefundNotice {
  const amount = (inner.amount ?? {}) as Fields;
  const status = REFUND_STATUS.find((one) => one === inner.refund_status);
  if (!status) throw new NoticeRefused('unreadable');
  return {
    id,
    kind: 'refund',
    number: text(inner.out_trade_no),
    transactionId: text(inner.transaction_id),
    refundNumber: text(inner.out_refund_no),
    refundId: text(inner.refund_id),
    status,
    refundFen: whole(amount.refund),
    totalFen: whole(amount.total),
    refundedAt: status === 'SUCCESS' ? moment(inner.success_time) : null,
  };
}

function objectOf(json: string): Fields {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  } catch {
    // Said below.
  }
  throw new NoticeRefused('unreadable');
}

function text(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new NoticeRefused('unreadable');
}

function whole(value: unknown): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0) return value as number;
  throw new NoticeRefused('unreadable');
}

function moment(value: unknown): number {
  const at = Date.parse(text(value));
  if (Number.isNaN(at)) throw new NoticeRefused('unreadable');
  return at;
}
