import { type Reason, readMovement } from './movement';

const here = { onHand: 100, available: 60 };
const read = (reason: Reason, typed: string) => readMovement({ reason, typed }, here, '把');

describe('a movement of stock', () => {
  it('adds what arrives and takes off what is broken', () => {
    expect(read('received', '24')).toMatchObject({ change: 24 });
    expect(read('damaged', '24')).toMatchObject({ change: -24 });
    expect(read('other', '-5')).toMatchObject({ change: -5 });
  });

  it('books a count as it was counted, saying the difference', () => {
    expect(read('counted', '97')).toEqual({ onHand: 97, saying: '盘点为 97 把（-3）' });
    expect(read('counted', '100')).toMatchObject({ onHand: 100, saying: '和账上一样' });
  });

  it.each<[Reason, string]>([
    ['received', '0'],
    ['received', '-1'],
    ['received', '1.5'],
    ['received', ''],
    ['damaged', '61'],
    ['other', '-61'],
    ['counted', '39'],
    ['counted', '四十'],
  ])('%s of %s is not booked', (reason, typed) => expect(read(reason, typed)).toHaveProperty('fault'));
});
