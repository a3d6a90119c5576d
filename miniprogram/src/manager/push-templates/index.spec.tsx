import { screen, waitFor } from '@testing-library/react';
import { sentTo, showPage, tap, type } from '../../../test/page';
import { phone } from '../../../test/stubs/taro';
import PushTemplatesPage from './index';

const template = {
  id: 3,
  use: 'announcement',
  platformId: 'TPL-1',
  title: '公告提醒',
  fields: [
    { key: 'thing1', label: '公告标题', source: 'title' },
    { key: 'time2', label: '发布时间', source: 'time' },
  ],
  createdAt: '2026-11-20T02:00:00.000Z',
  withdrawnAt: null,
  withdrawnReason: null,
  people: 640,
  left: 1812,
};
const old = { ...template, id: 2, title: '旧提醒', withdrawnAt: '2026-11-20T02:00:00.000Z', withdrawnReason: '换新的' };
const show = (items: unknown[]) =>
  showPage(<PushTemplatesPage />, {
    roles: ['manager'],
    answers: { 'GET /delivery/templates': { items }, 'PUT /delivery/templates/3/withdrawal': old },
  });

describe('the templates', () => {
  it('say what they are filled with, how many may still be sent, and why one has ended', async () => {
    show([template, old]);
    expect(await screen.findAllByText('用于公告提醒')).toHaveLength(1);
    expect(screen.getAllByText('公告标题：标题 · 发布时间：时间')).toHaveLength(2);
    expect(screen.getAllByText(/640 人同意过，还能发 1,812 条/)).toHaveLength(1);
    expect(screen.getAllByText(/停用：换新的/)).toHaveLength(1);
    expect(screen.getAllByText('停用')).toHaveLength(1);
  });

  it('end with a reason, and not without', async () => {
    show([template]);
    await tap('停用');
    await tap('停用模板');
    expect(sentTo('PUT', '/withdrawal')).toEqual([]);
    await type('写给以后看记录的人', '平台下架了');
    await tap('停用模板');
    await waitFor(() => expect(phone.toasts).toEqual(['模板已停用']));
    expect(sentTo('PUT', '/withdrawal')).toEqual([{ reason: '平台下架了' }]);
    expect(screen.queryAllByText('停用模板')).toHaveLength(0);
  });

  it('invite to enter the first', async () => {
    show([]);
    expect(await screen.findAllByText('还没有消息模板')).toHaveLength(1);
    await tap('登记新模板');
    expect(phone.went).toEqual(['navigateTo /manager/push-template-new/index']);
  });
});
