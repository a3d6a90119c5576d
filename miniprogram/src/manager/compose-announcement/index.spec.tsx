import { QueryClientProvider } from '@tanstack/react-query';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { queryClient } from '@/platform/query';
import { useSession } from '@/platform/session';
import { phone } from '../../../test/stubs/taro';
import ComposeAnnouncementPage from './index';

const segment = {
  id: 4,
  name: '武侯区 A、B 级',
  kind: 'rule',
  rule: null,
  shops: 69,
  people: 115,
  usedBy: { communities: 0, announcements: 0, catalogue: 0 },
};
const draft = {
  as: 'staff',
  id: 9,
  title: '十二月政策',
  category: 'policy',
  blocks: [{ type: 'text', text: '满三千减一百' }],
  attachments: [],
  cover: null,
  button: null,
  callSalesperson: true,
  mustAcknowledge: false,
  question: null,
  audience: { everyone: false, segmentIds: [4], shopIds: [], excludeSegmentIds: [], excludeShopIds: [], names: ['武侯区 A、B 级'] },
  publishAt: null,
  openUntil: null,
  state: 'draft',
  author: '苏敏',
  publishedAt: null,
  correctedAt: null,
  correctionNote: null,
};
const sku = {
  ...{ id: 7, productId: 3, code: 'A-7', spec: '5m', barcode: null, units: [{ name: '把', factor: 1 }], minimum: 1, step: 1, maximum: 20 },
  ...{ price: null, stock: { word: null, figure: null }, onSale: true, favourite: false },
};
const product = { id: 3, name: '卷尺', brand: null, categoryId: 1, picture: null, onSale: true, skuCount: 1, fromFen: 900, sku };
const forecast = {
  people: 115,
  shops: 69,
  channels: [
    { channel: 'subscription', label: '微信订阅消息', people: 80 },
    { channel: 'wecom-mass', label: '企业微信群发', people: 20 },
  ],
  inboxOnly: 15,
  previews: [{ channel: 'subscription', label: '微信订阅消息', title: '公告提醒', lines: [{ label: '公告标题', value: '十二月政策' }] }],
  faults: [],
  firstAt: '2099-01-01T00:00:00.000Z',
};
let answers: Record<string, unknown>;
const sent = (method: string, path: string) =>
  phone.requests
    .filter((asked) => asked.method === method && asked.url.split('?')[0]?.endsWith(path))
    .map(({ data }) => (data === undefined ? undefined : (JSON.parse(data) as Record<string, unknown>)));

function show(params: Record<string, string> = {}) {
  phone.params = params;
  return render(
    <QueryClientProvider client={queryClient}>
      <ComposeAnnouncementPage />
    </QueryClientProvider>,
  );
}
const tap = async (text: string) => {
  const found = await screen.findByText(text, {}, { timeout: 4000 });
  await act(async () => void fireEvent.click(found));
};

beforeEach(() => {
  phone.reset();
  queryClient.clear();
  useSession.setState({ token: 't', actor: null, state: 'in', error: null });
  answers = {
    'GET /segments': { items: [segment], next: null },
    'GET /communities': { items: [], next: null },
    'GET /announcements/9': draft,
    'POST /announcements': { ...draft, audience: undefined },
    'GET /order-sets/announcement/9': { title: '', lines: [], totalFen: 0 },
    'PUT /order-sets/announcement/9': null,
    'GET /products': { items: [product], next: null },
    'PATCH /announcements/9': draft,
    'POST /announcements/audience': { shops: 69, people: 115 },
    'PUT /announcements/9/publication': { ...draft, state: 'publishing' },
  };
  phone.answer = ({ method, url }) => {
    const path = `${method} ${url.split('?')[0]?.replace(/^.*\/api/, '')}`;
    return path in answers ? { statusCode: 200, data: answers[path] } : { statusCode: 404, data: null };
  };
});

describe('writing an announcement', () => {
  it('keeps a new one by itself once something is written, and then only changes it', async () => {
    show();
    expect(screen.getByText(/写了就自动存草稿/)).toBeTruthy();
    fireEvent.change(screen.getByPlaceholderText('一句话说清是什么事'), { target: { value: '十二月' } });
    await waitFor(() => expect(sent('POST', '/announcements')).toHaveLength(1), { timeout: 3000 });
    expect(sent('POST', '/announcements')[0]).toMatchObject({ title: '十二月', blocks: [], question: null });
    expect(await screen.findByText(/草稿已自动保存/)).toBeTruthy();
    fireEvent.change(screen.getByPlaceholderText('一句话说清是什么事'), { target: { value: '十二月政策' } });
    await waitFor(() => expect(sent('PATCH', '/announcements/9')).toHaveLength(1), { timeout: 3000 });
    expect(sent('POST', '/announcements')).toHaveLength(1);
  });

  it('begins a draft once when the first answer is lost: the same words under the same key, then what was written since', async () => {
    let asked = 0;
    const { answer } = phone;
    phone.answer = (request) => {
      if (request.method !== 'POST' || !request.url.endsWith('/announcements')) return answer(request);
      asked += 1;
      if (asked <= 3) throw { errMsg: 'request:fail' };
      return answer(request);
    };
    show();
    fireEvent.change(screen.getByPlaceholderText('一句话说清是什么事'), { target: { value: '十二月' } });
    await waitFor(() => expect(asked).toBe(3), { timeout: 5000 });
    fireEvent.change(screen.getByPlaceholderText('一句话说清是什么事'), { target: { value: '十二月政策' } });
    await waitFor(() => expect(sent('PATCH', '/announcements/9')).toHaveLength(1), { timeout: 8000 });
    const begun = phone.requests.filter(({ method, url }) => method === 'POST' && url.endsWith('/announcements'));
    expect(begun).toHaveLength(4);
    expect(new Set(begun.map(({ header }) => header['Idempotency-Key'])).size).toBe(1);
    expect(new Set(begun.map(({ data }) => data)).size).toBe(1);
    expect(sent('PATCH', '/announcements/9')[0]).toMatchObject({ title: '十二月政策' });
  }, 20_000);

  it('says how many it will reach and names the button by it', async () => {
    show();
    fireEvent.click(screen.getByText('发给谁'));
    await tap('武侯区 A、B 级 69');
    expect(await screen.findAllByText('发布给 69 家')).toHaveLength(1);
    expect(screen.getAllByText(/将送达 69 家 · 115 人/).length).toBeGreaterThan(0);
    expect(sent('POST', '/announcements/audience').at(-1)).toMatchObject({ segmentIds: [4], everyone: false });
  });

  it('keeps what can be ordered beside it, shows it as readers will, and stops at a quantity that nobody could order', async () => {
    show({ id: '9' });
    await tap('选货');
    await tap('卷尺');
    await waitFor(() => expect(sent('PUT', '/order-sets/announcement/9')).toHaveLength(1), { timeout: 3000 });
    expect(sent('PUT', '/order-sets/announcement/9')[0]).toEqual({ title: '', lines: [{ skuId: 7, quantity: 1, unit: '把' }] });
    fireEvent.change(screen.getByPlaceholderText('数量'), { target: { value: '21' } });
    await tap('发布给 69 家');
    expect(screen.getAllByText(/一次最多订 20 把/).length).toBeGreaterThan(0);
    expect(sent('PUT', '/publication')).toHaveLength(0);
    fireEvent.change(screen.getByPlaceholderText('数量'), { target: { value: '20' } });
    await tap('预览');
    expect(await screen.findAllByText('一键订这套')).toHaveLength(1);
    await tap('发布给 69 家');
    await waitFor(() => expect(sent('PUT', '/publication')).toHaveLength(1));
    expect(sent('PUT', '/order-sets/announcement/9').at(-1)).toEqual({ title: '', lines: [{ skuId: 7, quantity: 20, unit: '把' }] });
  }, 15_000);

  it('publishes nothing that is not whole, and opens the step where something is missing', async () => {
    show();
    fireEvent.click(screen.getByText('预览'));
    await tap('发布');
    expect(await screen.findByPlaceholderText('一句话说清是什么事')).toBeTruthy();
    expect(screen.getByText('写一个标题')).toBeTruthy();
    expect(sent('PUT', '/publication')).toHaveLength(0);
  });

  it('says before publishing how many each channel will reach, from when on, and how it looks there', async () => {
    answers['POST /delivery/forecast'] = forecast;
    show({ id: '9' });
    expect(await screen.findAllByText(/现在就发 · 微信订阅消息 80 人，企业微信群发 20 人/, {}, { timeout: 3000 })).toHaveLength(1);
    expect(sent('POST', '/delivery/forecast')).toEqual([
      { audience: expect.objectContaining({ segmentIds: [4] }), title: '十二月政策', summary: '满三千减一百', mustAcknowledge: false },
    ]);
    await tap('何时与提醒');
    expect(screen.getAllByText('80 人')).toHaveLength(1);
    expect(screen.getAllByText('只有收件箱')).toHaveLength(1);
    expect(screen.getAllByText('15 人')).toHaveLength(1);
    expect(screen.getAllByText(/现在是安静时段/)).toHaveLength(1);
    await tap('预览');
    expect(screen.getAllByText('微信订阅消息里看到的样子')).toHaveLength(1);
    expect(screen.getAllByText('公告标题')).toHaveLength(1);
  });

  it('publishes nothing that could not be sent, and says what to change', async () => {
    answers['POST /delivery/forecast'] = { ...forecast, faults: ['公告模板已停用，请先登记新模板'] };
    show({ id: '9' });
    expect(await screen.findAllByText(/公告模板已停用/, {}, { timeout: 3000 })).toHaveLength(1);
    await tap('发布给 69 家');
    expect(phone.toasts).toEqual(['公告模板已停用，请先登记新模板']);
    expect(sent('PUT', '/publication')).toHaveLength(0);
    expect(await screen.findAllByText('怎么通知到')).toHaveLength(1);
  });

  it('publishes a draft and goes on to its report', async () => {
    show({ id: '9' });
    await tap('发布给 69 家');
    await waitFor(() => expect(phone.went).toEqual(['redirectTo /manager/report/index?id=9']));
    expect(sent('PUT', '/publication')).toHaveLength(1);
  });

  it('never goes on from an older copy of a draft', async () => {
    queryClient.setQueryData(['announcements.get', { params: { id: 9 } }], { ...draft, title: '旧标题' });
    show({ id: '9' });
    expect(screen.queryByDisplayValue('旧标题')).toBeNull();
    expect(await screen.findByDisplayValue('十二月政策')).toBeTruthy();
  });

  it('corrects what is out without touching whom it was sent to', async () => {
    answers['GET /announcements/9'] = { ...draft, state: 'published' };
    show({ id: '9' });
    fireEvent.change(await screen.findByPlaceholderText(/活动截止日期/), { target: { value: '改了日期' } });
    await tap('发布更正');
    await waitFor(() => expect(sent('PATCH', '/announcements/9')).toHaveLength(1));
    const [body] = sent('PATCH', '/announcements/9');
    expect(body).toMatchObject({ correctionNote: '改了日期', title: '十二月政策' });
    expect(body).not.toHaveProperty('audience');
  });

  it('makes a draft again of what waits for its time before it may be changed', async () => {
    answers['GET /announcements/9'] = { ...draft, state: 'scheduled', publishAt: '2026-11-25T01:00:00.000Z' };
    answers['DELETE /announcements/9/publication'] = draft;
    show({ id: '9' });
    expect(await screen.findByText(/2026年11月25日 09:00 自动发布/)).toBeTruthy();
    expect(screen.queryByPlaceholderText('一句话说清是什么事')).toBeNull();
    await tap('取消定时，继续修改');
    expect(await screen.findByDisplayValue('十二月政策')).toBeTruthy();
  });
});
