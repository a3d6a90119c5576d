import { screen, waitFor } from '@testing-library/react';
import { refused, sentTo, showPage, tap, type } from '../../../test/page';
import { phone } from '../../../test/stubs/taro';
import PushTemplateNewPage from './index';

const show = (answer: unknown = { id: 3 }) =>
  showPage(<PushTemplateNewPage />, { roles: ['manager'], answers: { 'POST /delivery/templates': answer } });

describe('a new template', () => {
  it('is put in force from what the console of WeChat shows', async () => {
    show();
    await type('微信后台的模板 ID', 'TPL-1');
    await type('如：公告提醒', '公告提醒');
    await type('整段贴在这里，字段自动填好', '公告标题 {{thing1.DATA}}\n发布时间 {{time2.DATA}}');
    await tap('填好字段');
    expect(screen.getAllByText('最多 20 个字')).toHaveLength(1);
    expect(screen.getAllByText(/^字段 \d$/)).toHaveLength(2);
    await tap('启用这个模板');
    await waitFor(() => expect(phone.toasts).toEqual(['模板已启用']));
    expect(sentTo('POST', '/delivery/templates')).toEqual([
      {
        use: 'announcement',
        platformId: 'TPL-1',
        title: '公告提醒',
        fields: [
          { key: 'thing1', label: '公告标题', source: 'title' },
          { key: 'time2', label: '发布时间', source: 'time' },
        ],
      },
    ]);
    expect(phone.went).toEqual(['back']);
  });

  it('is not sent while a field is of no kind the platform knows, and says so under it', async () => {
    show();
    await type('微信后台的模板 ID', 'TPL-1');
    await type('如：公告提醒', '公告提醒');
    await type('如：thing1', 'video1');
    await tap('启用这个模板');
    expect(await screen.findAllByText('照微信后台写，如 thing1、time2')).toHaveLength(1);
    expect(sentTo('POST', '/delivery/templates')).toEqual([]);
  });

  it('says when its number is taken, and keeps what was typed', async () => {
    show(refused(409, 'template_in_use'));
    await type('微信后台的模板 ID', 'TPL-1');
    await type('如：公告提醒', '公告提醒');
    await type('如：thing1', 'thing1');
    await type('如：公告标题', '标题');
    await tap('启用这个模板');
    await waitFor(() => expect(phone.toasts).toHaveLength(1));
    expect(screen.getAllByDisplayValue('TPL-1')).toHaveLength(1);
    expect(phone.went).toEqual([]);
  });
});
