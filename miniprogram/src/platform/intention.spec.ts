import { phone } from '../../test/stubs/taro';
import { newKey, sendOnce, sendOnceAsIs, unanswered } from './intention';
import { setAuth } from './request';

const order = (totalFen: number) => ({
  body: { lines: [{ skuId: 1, unit: '瓶', quantity: 1, seenFen: totalFen }], totalFen, paymentMethod: 'offline' as const },
});
const keys = () => phone.requests.map(({ header }) => header['Idempotency-Key']);
const dead = () => {
  throw { errMsg: 'request:fail' };
};

beforeEach(() => {
  jest.useFakeTimers({ advanceTimers: 50 });
  phone.reset();
  setAuth({ token: () => 't', renew: async () => 't' });
});
afterEach(() => jest.useRealTimers());

describe('a command that may happen only once', () => {
  it('carries a key of the form that the server takes, another for each intention', async () => {
    phone.answer = () => ({ statusCode: 201, data: { id: 1 } });
    await sendOnce('orders.place', '7', order(100));
    await sendOnce('orders.place', '7', order(100));
    const [first, second] = keys();
    expect(first).toMatch(/^[\w.:-]{8,64}$/);
    expect(first).not.toBe(second);
    expect(new Set(Array.from({ length: 500 }, newKey)).size).toBe(500);
  });

  it('is tried again with the same key by itself while the network is bad', async () => {
    let asked = 0;
    phone.answer = () => {
      asked += 1;
      return asked < 3 ? dead() : { statusCode: 201, data: { id: 9 } };
    };
    await expect(sendOnce('orders.place', '7', order(100))).resolves.toEqual({ id: 9 });
    expect(new Set(keys()).size).toBe(1);
    expect(keys()).toHaveLength(3);
    expect(unanswered('orders.place', '7')).toBeNull();
  });

  it('is kept when no answer came, and goes out as it was: the same key, the same words', async () => {
    phone.answer = dead;
    await expect(sendOnce('orders.place', '7', order(100))).rejects.toMatchObject({ code: 'offline' });
    expect(unanswered('orders.place', '7')).toMatchObject(order(100));

    phone.answer = () => ({ statusCode: 201, data: { id: 9 } });
    await sendOnce('orders.place', '7', order(555));
    expect(new Set(keys()).size).toBe(1);
    expect(new Set(phone.requests.map(({ data }) => data)).size).toBe(1);
    expect(unanswered('orders.place', '7')).toBeNull();
  });

  it('is over once it was refused: what comes next is another intention', async () => {
    phone.answer = () => ({ statusCode: 409, data: { code: 'price_changed', message: '价格有变化', details: null } });
    await expect(sendOnce('orders.place', '7', order(100))).rejects.toMatchObject({ code: 'price_changed' });
    await expect(sendOnce('orders.place', '7', order(120))).rejects.toMatchObject({ code: 'price_changed' });
    expect(new Set(keys()).size).toBe(2);
  });

  it('is another intention when its words were changed since, where they may be', async () => {
    const post = (text: string) => sendOnceAsIs('posts.create', '2', { params: { communityId: 2 }, body: { text, fileIds: [] } });
    phone.answer = dead;
    await expect(post('到货了')).rejects.toMatchObject({ code: 'offline' });
    await expect(post('到货了')).rejects.toMatchObject({ code: 'offline' });
    expect(new Set(keys()).size).toBe(1);
    phone.answer = () => ({ statusCode: 201, data: { id: 9 } });
    await post('到货了，快来');
    expect(new Set(keys()).size).toBe(2);
    expect(unanswered('posts.create', '2')).toBeNull();
  });

  it('of one shop is not mistaken for that of another', async () => {
    phone.answer = dead;
    await expect(sendOnce('orders.place', '7', order(100))).rejects.toBeDefined();
    expect(unanswered('orders.place', '8')).toBeNull();
  });
});
