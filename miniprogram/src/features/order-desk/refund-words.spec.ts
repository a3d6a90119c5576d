import { refundFault, refundWay } from './refund-words';

describe('money that finance gives back', () => {
  it('is an amount within what is left of the payment', () => {
    expect(refundFault('12.50', 1_250)).toBeNull();
    expect(refundFault('12.51', 1_250)).toBe('最多还能退 ¥12.50');
    for (const typed of ['', '0', '0.00', '一块', '1.234']) expect(refundFault(typed, 1_250)).toBe('写到分，例如 12.50');
  });

  it('goes where it came from, or where it can be used', () => {
    expect(refundWay({ method: 'wechat', purpose: 'order' })).toContain('原路退回');
    expect(refundWay({ method: 'offline', purpose: 'order' })).toContain('预存款');
    expect(refundWay({ method: 'deposit', purpose: 'order' })).toContain('预存款');
    expect(refundWay({ method: 'offline', purpose: 'deposit' })).toContain('另外转账');
  });
});
