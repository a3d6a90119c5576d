import type { OrderView } from '@dianquan/shared/contract/orders';
import { act, renderHook } from '@testing-library/react';
import { useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import { amendedLines, amendedTotal, draftFault } from './use-amend';
import { useBatch } from './use-batch';
import { deskActions, toShip } from './use-desk';
import { agreedLines } from './use-return-desk';
import { shipmentLines } from './use-shipment';

type Line = OrderView['lines'][number];
const line = (changed: Partial<Line> = {}): Line => ({
  line: 1,
  skuId: 1,
  productId: 1,
  code: 'A1',
  name: '卷尺',
  spec: '5m',
  picture: null,
  unit: '箱',
  factor: 12,
  quantity: 2,
  unitFen: 12000,
  totalFen: 24000,
  note: '',
  shipped: 0,
  backOrdered: 0,
  returned: 0,
  returnable: { unsold: 0, damaged: 0 },
  before: null,
  ...changed,
});

beforeEach(() => {
  phone.reset();
  useSession.setState({ token: 't', actor: null, state: 'in', error: null });
});

describe('several orders at once', () => {
  const rows = [1, 2, 3].map((id) => ({ id, totalFen: id * 100 }));
  const refused = (id: number) => ({
    statusCode: 409,
    data: { code: 'own_order_approval', message: `第 ${id} 单不行`, details: null, requestId: 'r' },
  });

  it('are each answered by themselves, and what was refused says why', async () => {
    phone.answer = ({ url }) => (url.includes('/2/') ? refused(2) : { statusCode: 200, data: {} });
    const { result } = renderHook(() => useBatch('approval', rows));
    act(() => result.current.toggleAll());
    expect(result.current.totalFen).toBe(600);
    await act(() => result.current.run());
    expect(phone.requests).toHaveLength(3);
    expect([1, 2, 3].map((id) => result.current.refusalOf(id))).toEqual([undefined, '第 2 单不行', undefined]);
    expect(result.current.chosen).toEqual([]);
    expect(phone.toasts.at(-1)).toBe('2 单已办，1 单没有，原因在订单下面');
  });

  it('stop where the network does, and keep the rest ticked', async () => {
    phone.answer = ({ url }) => {
      if (url.includes('/1/')) return { statusCode: 200, data: {} };
      throw { errMsg: 'request:fail' };
    };
    const { result } = renderHook(() => useBatch('approval', rows));
    act(() => result.current.toggleAll());
    await act(() => result.current.run());
    expect(phone.requests).toHaveLength(2);
    expect(result.current.chosen.map(({ id }) => id)).toEqual([3]);
  });

  it('forget one that somebody else has dealt with', () => {
    const { result, rerender } = renderHook(({ shown }) => useBatch('approval', shown), { initialProps: { shown: rows } });
    act(() => result.current.toggle(2));
    rerender({ shown: rows.slice(2) });
    expect(result.current.chosen).toEqual([]);
  });
});

describe('an amendment', () => {
  it('sends only lines that differ, and the price only where that does', () => {
    const lines = [line(), line({ line: 2 }), line({ line: 3 })];
    const drafts = { 1: { quantity: '2', price: '120.00' }, 2: { quantity: '0', price: '120.00' }, 3: { quantity: '2', price: '118' } };
    const changes = amendedLines(lines, drafts);
    expect(changes).toEqual([
      { line: 2, quantity: 0 },
      { line: 3, quantity: 2, unitFen: 11800 },
    ]);
    expect(amendedTotal(lines, changes)).toBe(24000 + 23600);
  });

  it.each([
    ['1.5', '1'],
    ['-1', '1'],
    ['', '1'],
    ['1', 'x'],
    ['1', '1.234'],
  ])('takes neither %s pieces at %s', (quantity, price) => {
    expect(draftFault({ quantity, price }, line())).not.toBeNull();
  });

  it('takes back nothing that has gone out', () => {
    expect(draftFault({ quantity: '1', price: '1' }, line({ shipped: 13 }))).toContain('已经发出');
  });
});

describe('a shipment', () => {
  it('names no lines when all that is there goes', () => {
    expect(shipmentLines([line(), line({ line: 2, backOrdered: 4 })], {})).toBeUndefined();
  });

  it('names what goes when some stays, never more than is there', () => {
    const lines = [line({ shipped: 4 }), line({ line: 2 })];
    expect(toShip(lines[0] as Line)).toBe(20);
    expect(shipmentLines(lines, { 1: 99, 2: 0 })).toEqual([{ line: 1, quantity: 20 }]);
  });
});

describe('an order on the desk', () => {
  it('has one step in front, and what only the shop does is not there', () => {
    const of = (...actions: string[]) => ({ availableActions: actions.map((action) => ({ action, zh: action })) }) as unknown as OrderView;
    expect(deskActions(of('cancel', 'amend', 'approval', 'pay', 'repeat'))).toEqual({ step: 'approval', more: ['amend', 'cancel'] });
    expect(deskActions(of())).toEqual({ step: null, more: [] });
  });
});

describe('a return', () => {
  const asked = [{ line: 1, name: 'a', spec: '', baseUnit: '把', quantity: 5, agreed: null, fen: 100 }];
  it('is agreed to as asked, or with every line counted', () => {
    expect(agreedLines(asked, {})).toBeUndefined();
    expect(agreedLines(asked, { 1: 3 })).toEqual([{ line: 1, quantity: 3 }]);
    expect(agreedLines(asked, { 1: 9 })).toBeUndefined();
  });
});
