import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { queryClient } from '@/platform/query';
import { useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import SegmentEditPage from './index';

const shop = {
  id: 1,
  code: null,
  name: '鑫鑫五金',
  level: 'A',
  status: 'partner',
  regionName: '四川省成都市武侯区',
  address: null,
  trade: null,
  ownerStaffName: '王志强',
  memberCount: 2,
  joinedAt: null,
};
const segment = {
  id: 4,
  name: '武侯区 A 级',
  kind: 'rule',
  rule: {
    all: [
      { field: 'level', in: ['A'] },
      { field: 'region', in: ['510107'] },
    ],
  },
  shops: 69,
  people: 115,
  usedBy: { communities: 1, announcements: 0, catalogue: 0 },
  updatedAt: '2026-11-20T00:00:00.000Z',
};
let answers: Record<string, { statusCode: number; data: unknown }>;
const ok = (data: unknown) => ({ statusCode: 200, data });
const bodies = (method: string, path: string) =>
  phone.requests.filter((asked) => asked.method === method && asked.url.endsWith(path)).map(({ data }) => JSON.parse(data ?? 'null'));

function show(params: Record<string, string>) {
  phone.params = params;
  return render(
    <QueryClientProvider client={queryClient}>
      <SegmentEditPage />
    </QueryClientProvider>,
  );
}
const tap = async (text: string) => {
  const found = await screen.findByText(text);
  await act(async () => void fireEvent.click(found));
};

beforeEach(() => {
  phone.reset();
  queryClient.clear();
  useSession.setState({ token: 't', actor: null, state: 'in', error: null });
  answers = {
    'GET /staff': ok({ items: [], next: null }),
    'GET /custom-fields': ok({ items: [] }),
    'GET /regions': ok({ items: [{ code: '510107', name: '武侯区' }] }),
    'GET /shops': ok({ items: [shop], next: null }),
    'GET /segments/4': ok(segment),
    'POST /segments': ok(segment),
    'PATCH /segments/4': ok(segment),
    'POST /segments/preview': ok({ shops: 1234, people: 2011, sample: [shop] }),
  };
  phone.answer = ({ method, url }) => answers[`${method} ${url.split('?')[0]?.replace(/^.*\/api/, '')}`] ?? { statusCode: 404, data: null };
});

describe('the rule of a segment', () => {
  it('is written as sentences, with the number of shops and examples alive', async () => {
    show({ kind: 'rule' });
    fireEvent.change(screen.getByPlaceholderText(/武侯区 A 级五金店/), { target: { value: 'B 级' } });
    await tap('＋ 添加条件');
    await tap('等级');
    expect(screen.getByText('至少选一项')).toBeTruthy();
    await tap('B 级');
    await tap('用这个条件');
    expect(await screen.findByText('等级 是 B')).toBeTruthy();
    expect(await screen.findByText('现在有 1,234 家 · 2,011 人')).toBeTruthy();
    expect(screen.getByText('鑫鑫五金')).toBeTruthy();
    await tap('保存分群');
    await waitFor(() => expect(bodies('POST', '/segments')).toEqual([{ name: 'B 级', rule: { all: [{ field: 'level', in: ['B'] }] } }]));
    await waitFor(() => expect(phone.went).toEqual(['back']));
  });

  it('is opened as it is, names its regions, and is changed by a tap on a sentence', async () => {
    show({ id: '4' });
    expect(await screen.findByText('区域 在 武侯区')).toBeTruthy();
    await tap('等级 是 A');
    await tap('B 级');
    await tap('用这个条件');
    await tap('保存分群');
    await waitFor(() => expect(bodies('PATCH', '/segments/4')[0]?.rule.all[0]).toEqual({ field: 'level', in: ['A', 'B'] }));
  });

  it('shows a fault at the sentence that has it', async () => {
    answers['POST /segments/preview'] = {
      statusCode: 400,
      data: {
        code: 'segment_rule_invalid',
        message: '分群规则有误，请检查标红的条件',
        details: [{ field: 'rule.all.1.in.0', rule: 'not_found', zh: '没有编码为 510107 的区域' }],
      },
    };
    show({ id: '4' });
    const fault = await screen.findByText('没有编码为 510107 的区域');
    expect(fault.parentElement?.textContent).toContain('区域 在');
  });

  it('needs a name', async () => {
    show({ kind: 'rule' });
    await tap('保存分群');
    expect(await screen.findByText('给分群起个名字')).toBeTruthy();
    expect(bodies('POST', '/segments')).toEqual([]);
  });

  it('may also be shops chosen by hand', async () => {
    show({ kind: 'manual' });
    fireEvent.change(screen.getByPlaceholderText(/武侯区 A 级五金店/), { target: { value: '样板店' } });
    await tap('添加门店');
    fireEvent.click(await screen.findByLabelText('鑫鑫五金'));
    await tap('选好了（1 家）');
    expect(screen.getByText('将加入 1 家')).toBeTruthy();
    await tap('保存分群');
    await waitFor(() => expect(bodies('POST', '/segments')).toEqual([{ name: '样板店', shopIds: [1] }]));
  });
});
