import { checkQuantity } from '@dianquan/shared/units';
import { converted, countingOf, stepped, typedQuantity } from './quantities';

const bottle = {
  units: [
    { name: '瓶', factor: 1 },
    { name: '箱', factor: 12 },
  ],
  minimum: 1,
  step: 1,
  maximum: null,
};
const wire = {
  units: [
    { name: '米', factor: 1 },
    { name: '卷', factor: 100 },
  ],
  minimum: 20,
  step: 5,
  maximum: 330,
};

describe('what a stepper counts', () => {
  it('is one by one where nothing else is asked', () => {
    const counting = countingOf(bottle, '瓶');
    expect(stepped(0, counting, 1)).toBe(1);
    expect(stepped(1, counting, 1)).toBe(2);
    expect(stepped(1, counting, -1)).toBe(0);
  });

  it('goes from nothing to the least, in the step, and stops at the most', () => {
    const counting = countingOf(wire, '米');
    expect(stepped(0, counting, 1)).toBe(20);
    expect(stepped(20, counting, 1)).toBe(25);
    expect(stepped(20, counting, -1)).toBe(0);
    expect(stepped(330, counting, 1)).toBe(330);
    expect(stepped(23, counting, 1)).toBe(25);
    expect(stepped(23, counting, -1)).toBe(20);
  });

  it('counts whole boxes that keep to the rules of the base unit', () => {
    expect(countingOf(wire, '卷')).toMatchObject({ least: 1, step: 1, most: 3 });
    expect(countingOf({ ...bottle, step: 8 }, '箱')).toMatchObject({ step: 2, least: 2 });
    expect(countingOf({ ...bottle, maximum: 10 }, '箱').most).toBe(0);
  });

  it('never shows what the server would refuse', () => {
    for (const step of [1, 2, 3, 5, 8, 12]) {
      for (const minimum of [1, 7, 30]) {
        for (const maximum of [null, 29, 100]) {
          for (const unit of ['瓶', '箱']) {
            const sku = { ...bottle, step, minimum, maximum };
            const counting = countingOf(sku, unit);
            let quantity = counting.most === 0 ? 0 : stepped(0, counting, 1);
            for (let taps = 0; taps < 8 && quantity > 0; taps += 1) {
              expect(checkQuantity(quantity, unit, sku.units, sku).fault).toBeNull();
              quantity = stepped(quantity, counting, 1);
            }
          }
        }
      }
    }
  });
});

describe('another unit', () => {
  it('holds the same goods, rounded up where they fill no whole one', () => {
    expect(converted(24, bottle, '瓶', '箱')).toBe(2);
    expect(converted(25, bottle, '瓶', '箱')).toBe(3);
    expect(converted(2, bottle, '箱', '瓶')).toBe(24);
    expect(converted(0, bottle, '瓶', '箱')).toBe(0);
  });

  it('stays within what may be ordered', () => {
    expect(converted(330, wire, '米', '卷')).toBe(3);
    expect(converted(1, wire, '卷', '米')).toBe(100);
  });
});

describe('a typed quantity', () => {
  it('is taken, taken for nothing, or answered with the sentence that mends it', () => {
    expect(typedQuantity(' 24 ', bottle, '瓶')).toEqual({ quantity: 24 });
    expect(typedQuantity('', bottle, '瓶')).toEqual({ quantity: 0 });
    expect(typedQuantity('0', bottle, '瓶')).toEqual({ quantity: 0 });
    expect(typedQuantity('1.5', bottle, '箱')).toEqual({ fault: '请填写整数，不能有半箱；可以按瓶订' });
    expect(typedQuantity('22', wire, '米')).toEqual({ fault: '要按 5 米 的倍数订，可改为 20 米或 25 米' });
    expect(typedQuantity('999', wire, '米')).toEqual({ fault: expect.stringContaining('一次最多订') });
  });
});
