import { screen, waitFor } from '@testing-library/react';
import { refused, sentTo, showPage, tap, type } from '../../../test/page';
import { phone } from '../../../test/stubs/taro';
import WarehousesPage from './index';

const one = (id: number, name: string, position: number, closedAt: string | null = null) => ({ id, name, position, address: '', closedAt });
const items = [one(4, '城北仓', 0), one(2, '城南仓', 1), one(7, '机场仓', 2), one(9, '老仓', 3, '2026-11-01T02:00:00.000Z')];
const answers = {
  'GET /warehouses': { items },
  'POST /warehouses': one(10, '新仓', 3),
  'PATCH /warehouses/2': one(2, '城南总仓', 1),
  'PATCH /warehouses/9': one(9, '老仓', 3),
  'PUT /warehouses/order': { items },
};
const show = (role = 'manager', more = {}) => showPage(<WarehousesPage />, { roles: [role], answers: { ...answers, ...more } });

describe('warehouses', () => {
  it('stand in the order in which they serve, those that are closed by themselves', async () => {
    show('warehouse');
    expect(await screen.findByText('第 2 个')).toBeTruthy();
    expect(screen.getByText('不再使用')).toBeTruthy();
    expect(screen.queryByText('加一个仓库')).toBeNull();
    await tap('城北仓');
    expect(screen.queryByText('关闭这个仓库')).toBeNull();
  });

  it('are added behind all others', async () => {
    show();
    await screen.findByText('城北仓');
    await tap('加一个仓库');
    await type('例如：城北仓', ' 新仓 ');
    await tap('加上这个仓库');
    await waitFor(() => expect(sentTo('POST', '/warehouses')).toEqual([{ name: '新仓', address: '', position: 3 }]));
    expect(phone.toasts.at(-1)).toBe('仓库已加上');
  });

  it('are renamed, moved and opened again', async () => {
    show();
    await tap('城南仓');
    await type('例如：城北仓', '城南总仓');
    await tap('保存');
    await waitFor(() => expect(sentTo('PATCH', '/warehouses/2')).toEqual([{ name: '城南总仓', address: '' }]));
    await tap('机场仓');
    await tap('先从这个仓库发货');
    await waitFor(() => expect(sentTo('PUT', '/warehouses/order')).toEqual([{ ids: [7, 4, 2] }]));
    await tap('老仓');
    await tap('重新启用');
    await waitFor(() => expect(sentTo('PATCH', '/warehouses/9')).toEqual([{ closed: false }]));
  });

  it('are closed only after a question, and not while they hold anything', async () => {
    show('admin', { 'PATCH /warehouses/2': refused(409, 'warehouse_not_empty') });
    await tap('城南仓');
    phone.says = false;
    await tap('关闭这个仓库');
    expect(sentTo('PATCH', '/warehouses/2')).toEqual([]);
    phone.says = true;
    await tap('关闭这个仓库');
    await waitFor(() => expect(sentTo('PATCH', '/warehouses/2')).toEqual([{ closed: true }]));
    await waitFor(() => expect(phone.toasts.at(-1)).toMatch(/还有库存|warehouse_not_empty/));
    expect(screen.getByText('关闭这个仓库')).toBeTruthy();
  });
});
