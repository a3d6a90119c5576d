import { ACTION_ZH, actionText, detailLines, subjectText } from './audit-words';

describe('the log in words', () => {
  it('names acts of trade, what they were about and how much it was', () => {
    expect(actionText('payments.refund')).toBe('退款');
    expect([subjectText('payment:7'), subjectText('bill:2026-11-21'), subjectText('tradeSettings')]).toEqual([
      '付款 7 号',
      '微信账单 2026-11-21',
      '交易设置',
    ]);
    expect(detailLines({ fen: 1_250, reason: '少发货' })).toEqual([
      { label: '金额', text: '¥12.50' },
      { label: '理由', text: '少发货' },
    ]);
    expect(detailLines({ prices: [{ skuId: 7, costFen: 700 }] })).toEqual([{ label: '价格', text: '规格：7；成本价：¥7.00' }]);
  });

  it('offers every act once in the filter', () => {
    const words = Object.values(ACTION_ZH);
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
  });
});
