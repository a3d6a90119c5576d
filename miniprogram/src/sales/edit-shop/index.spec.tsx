import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen } from '@testing-library/react';
import type { Answer } from '@/platform/contract';
import { queryClient } from '@/platform/query';
import { useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import EditShopPage from './index';

const shop: Answer<'shops.get'> = {
  id: 7,
  code: 'KH7',
  name: '鑫鑫五金',
  trade: '五金',
  level: 'A',
  status: 'partner',
  regionCode: '510107',
  regionName: '四川省成都市武侯区',
  address: '一环路 3 号',
  latitude: null,
  longitude: null,
  phone: '13900000001',
  ownerStaffId: 1,
  ownerStaffName: '王强',
  tags: ['临街'],
  contacts: [],
  customFields: {},
  memberCount: 1,
  joinedAt: null,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
};
let refusal: { statusCode: number; data: unknown } | null;

function show() {
  phone.params = { id: '7' };
  phone.answer = ({ method, url }) => {
    if (method === 'PATCH') return refusal ?? { statusCode: 200, data: shop };
    return { statusCode: 200, data: url.includes('custom-fields') ? { items: [] } : shop };
  };
  return render(
    <QueryClientProvider client={queryClient}>
      <EditShopPage />
    </QueryClientProvider>,
  );
}
const retype = async (from: string, to: string) => fireEvent.change(await screen.findByDisplayValue(from), { target: { value: to } });
const save = () =>
  act(async () => {
    fireEvent.click(screen.getByText('保存修改'));
  });
const sent = () => phone.requests.filter(({ method }) => method === 'PATCH').map(({ data }) => JSON.parse(data ?? ''));

beforeEach(() => {
  phone.reset();
  queryClient.clear();
  refusal = null;
  useSession.setState({ token: 't', actor: { accountId: 9, staff: { id: 1, roles: ['salesperson'], regions: [] } } as never, state: 'in' });
});

describe('mending a shop', () => {
  it('sends only what was changed, and goes back', async () => {
    show();
    await retype('一环路 3 号', '二环路 5 号');
    await save();
    expect(sent()).toEqual([{ address: '二环路 5 号' }]);
    expect(phone.went.join()).toContain('ack');
  });

  it('leaves level and salesperson to those who decide them', async () => {
    show();
    await screen.findByDisplayValue('鑫鑫五金');
    expect(screen.queryByText('等级')).toBeNull();
  });

  it('puts each fault under its field, and takes it off as one types', async () => {
    refusal = { statusCode: 400, data: { code: 'invalid', details: [{ field: 'phone', rule: 'format', zh: '号码格式不对' }] } };
    show();
    await retype('13900000001', '12');
    await save();
    expect(screen.getByText('号码格式不对')).toBeTruthy();
    await retype('12', '13');
    expect(screen.queryByText('号码格式不对')).toBeNull();
  });

  it('names the shop that has the number already', async () => {
    refusal = { statusCode: 409, data: { code: 'shop_duplicate', details: { field: 'phone', shop: { id: 8, name: '兴达五金' } } } };
    show();
    await retype('13900000001', '13900000002');
    await save();
    expect(screen.getByText(/“兴达五金”已用这个号码/)).toBeTruthy();
  });

  it('keeps what was typed when the page is left, and lets go of it when asked', async () => {
    const first = show();
    await retype('一环路 3 号', '二环路 5 号');
    first.unmount();
    show();
    expect(await screen.findByDisplayValue('二环路 5 号')).toBeTruthy();
    fireEvent.click(screen.getByText('接着上次没保存的填写。点这里从头来'));
    expect(await screen.findByDisplayValue('一环路 3 号')).toBeTruthy();
  });
});
