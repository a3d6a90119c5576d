import { QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { queryClient } from '@/platform/query';
import { useSession } from '@/platform/session';
import { phone } from '../../test/stubs/taro';
import { RegionPicker } from './region-picker';

const BELOW: Record<string, { code: string; name: string }[]> = {
  '': [{ code: '51', name: '四川省' }],
  '51': [{ code: '5101', name: '成都市' }],
  '5101': [{ code: '510107', name: '武侯区' }],
  '510107': [{ code: '510107001', name: '浆洗街街道' }],
};
const taken = jest.fn();

function show() {
  return render(
    <QueryClientProvider client={queryClient}>
      <RegionPicker value={null} onChange={taken} />
    </QueryClientProvider>,
  );
}
const tap = async (text: string) => fireEvent.click(await screen.findByText(text));

beforeEach(() => {
  phone.reset();
  taken.mockClear();
  queryClient.clear();
  useSession.setState({ token: 't', actor: null, state: 'in', error: null });
  phone.answer = ({ url }) => ({ statusCode: 200, data: { items: BELOW[url.split('parent=')[1] ?? ''] ?? [] } });
});

describe('choosing a region', () => {
  it('asks for nothing until it is opened', () => {
    show();
    expect(phone.requests).toHaveLength(0);
  });

  it('goes down to a street, which ends it, and names the whole way', async () => {
    show();
    await tap('选择区域');
    for (const name of ['四川省', '成都市', '武侯区', '浆洗街街道']) await tap(name);
    expect(taken).toHaveBeenCalledWith({ code: '510107001', name: '四川省成都市武侯区浆洗街街道' });
  });

  it('takes any level on the way, and starts beside it the next time', async () => {
    const first = show();
    await tap('选择区域');
    for (const name of ['四川省', '成都市', '武侯区', '就选武侯区']) await tap(name);
    expect(taken).toHaveBeenCalledWith({ code: '510107', name: '四川省成都市武侯区' });
    first.unmount();
    show();
    await tap('选择区域');
    expect(await screen.findByText('就选成都市')).toBeTruthy();
    expect(await screen.findByText('武侯区')).toBeTruthy();
  });

  it('goes back to the country', async () => {
    show();
    await tap('选择区域');
    await tap('四川省');
    await tap('全国');
    expect(screen.queryByText('就选四川省')).toBeNull();
    expect(await screen.findByText('四川省')).toBeTruthy();
  });
});
