import type { CartLine } from './estimate';
import { faultWords } from './fault-words';

const line = (word: 'low' | 'none' | null, spec = '20V 双电') =>
  ({ productName: '锂电手电钻', sku: { spec, stock: { word, figure: null } } }) as unknown as CartLine;
const fault = (zh: string, code = 'out_of_stock') => ({ code, zh }) as NonNullable<CartLine['fault']>;

it('does not repeat the name that stands above', () => {
  expect(faultWords(line('low'), fault('锂电手电钻 20V 双电 只剩 1 台，请减少数量'))).toBe('只剩 1 台，请减少数量');
  expect(faultWords(line('low', ''), fault('锂电手电钻：起订 2 台', 'quantity_invalid'))).toBe('起订 2 台');
  expect(faultWords(line(null), fault('商品已下架', 'sku_unavailable'))).toBe('商品已下架');
});

it('asks for no smaller number of what is not there', () => {
  expect(faultWords(line('none'), fault('锂电手电钻 20V 双电 库存不足，请减少数量'))).toBe('无货，暂不能订');
});
