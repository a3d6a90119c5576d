import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { BillFault, fen, openBill, readBill } from './trade-bill';

const HEAD =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注';
const SUMS = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额';
const PAID =
  '`2026-11-22 00:00:01,`wx0123456789abcdef,`1900000109,`0,`,`4200001,`DD20261122-000001,`oPayer,`JSAPI,`SUCCESS,`OTHERS,`CNY,`19.99,`0.00,`0,`0,`0.00,`0.00,`,`,`螺丝, "M6" 镀锌,`,`0.12000,`0.60%,`19.99,`0.00,`';
const BACK =
  '`2026-11-22 23:59:59,`wx0123456789abcdef,`1900000109,`0,`,`4200001,`DD20261122-000001,`oPayer,`JSAPI,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`5030001,`TK1,`4.30,`0.00,`ORIGINAL,`SUCCESS,`螺丝,`,`-0.03000,`0.60%,`0.00,`4.30,`';
const bill = (lines: string[], sums: string) => `\uFEFF${[HEAD, ...lines, SUMS, sums].join('\r\n')}\r\n`;
const GOOD = bill([PAID, BACK], '`2,`19.99,`4.30,`0.00,`0.09000,`19.99,`4.30');

describe('a bill', () => {
  it('says what was paid and what went back, in fen', () => {
    expect(readBill(GOOD)).toEqual([
      {
        at: Date.parse('2026-11-22T00:00:01+08:00'),
        number: 'DD20261122-000001',
        transactionId: '4200001',
        state: 'SUCCESS',
        totalFen: 1999,
        refundNumber: null,
        refundId: null,
        refundFen: 0,
        refundStatus: null,
      },
      {
        at: Date.parse('2026-11-22T23:59:59+08:00'),
        number: 'DD20261122-000001',
        transactionId: '4200001',
        state: 'REFUND',
        totalFen: 0,
        refundNumber: 'TK1',
        refundId: '5030001',
        refundFen: 430,
        refundStatus: 'SUCCESS',
      },
    ]);
  });

  it.each([
    ['a line is missing', bill([PAID], '`2,`19.99,`4.30,`0.00,`0.09000,`19.99,`4.30')],
    ['an amount was changed', GOOD.replace('`0.60%,`19.99', '`0.60%,`19.98')],
    ['a line has lost a column', GOOD.replace('`JSAPI,`SUCCESS', '`SUCCESS')],
    ['it was cut off', GOOD.slice(0, GOOD.indexOf('总交易单数'))],
    ['a time is none', GOOD.replace('2026-11-22 00:00:01', '昨天')],
    ['it is empty', ''],
  ])('is not relied on when %s', (_, text) => {
    expect(() => readBill(text)).toThrow(BillFault);
  });

  it('is opened, packed or not, when it is the file that was signed for', () => {
    const sha1 = createHash('sha1').update(GOOD).digest('hex');
    expect(openBill(gzipSync(GOOD), sha1)).toBe(GOOD);
    expect(openBill(Buffer.from(GOOD), sha1.toUpperCase())).toBe(GOOD);
    expect(() => openBill(gzipSync(`${GOOD} `), sha1)).toThrow(BillFault);
  });
});

describe('yuan', () => {
  it.each([
    ['0.00', 0],
    ['0.1', 10],
    ['12.30', 1230],
    ['1.10', 110],
    ['4.35', 435],
    ['1234567890.99', 123_456_789_099],
    ['7', 700],
    ['-0.50', -50],
    ['8.45000', 845],
  ])('%s is %d fen', (yuan, expected) => {
    expect(fen(yuan)).toBe(expected);
  });

  it.each(['', '1,000.00', '0.001', '1e3', 'NaN', '¥1', '1.', '.5'])('"%s" is no amount', (yuan) => {
    expect(() => fen(yuan)).toThrow(BillFault);
  });
});
