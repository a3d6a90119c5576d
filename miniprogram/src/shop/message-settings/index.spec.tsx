import Taro from '@tarojs/taro';
import { screen, waitFor } from '@testing-library/react';
import { sentTo, showPage, tap } from '../../../test/page';
import { phone } from '../../../test/stubs/taro';
import MessageSettingsPage from './index';

const consent = (use: string, over: object = {}) => ({
  templateId: 1,
  use,
  platformId: `tpl-${use}`,
  title: '提醒',
  left: 0,
  answer: null,
  keeps: false,
  mayAsk: true,
  ...over,
});
const requestSubscribeMessage = jest.fn();

function show(items: object[], preferences = { announcements: true, orders: true, community: false }) {
  Object.assign(Taro, { requestSubscribeMessage, getSetting: async () => ({ subscriptionsSetting: { itemSettings: {} } }) });
  requestSubscribeMessage.mockReset();
  showPage(<MessageSettingsPage />, {
    answers: {
      'GET /me/push-preferences': preferences,
      'PUT /me/push-preferences': preferences,
      'GET /me/consents': { items },
      'POST /me/consents': { items },
    },
  });
}

describe('the settings of messages', () => {
  it('say in plain words how many are left of each kind', async () => {
    show([
      consent('announcement', { templateId: 1, left: 3, answer: 'accept' }),
      consent('order', { templateId: 2 }),
      consent('waiting', { templateId: 3, answer: 'reject', keeps: true }),
    ]);
    expect(await screen.findAllByText('还能收到 3 条公告提醒，点一下再加一条')).toHaveLength(1);
    expect(screen.getAllByText('现在收不到订单提醒，点一下加一条')).toHaveLength(1);
    expect(screen.getAllByText('您在微信里选了“总是拒绝”，要先到微信设置里打开')).toHaveLength(1);
  });

  it('ask for one more in a tap, also soon after a no: it is their own wish', async () => {
    show([consent('announcement', { answer: 'reject', mayAsk: false })]);
    requestSubscribeMessage.mockResolvedValue({ 'tpl-announcement': 'accept', errMsg: 'requestSubscribeMessage:ok' });
    await tap('公告提醒');
    await waitFor(() => expect(phone.toasts).toEqual(['已加一条']));
    expect(sentTo('POST', '/me/consents')).toEqual([
      { askId: expect.stringMatching(/^[\w-]{8,40}$/), answers: [{ platformId: 'tpl-announcement', answer: 'accept', keeps: false }] },
    ]);
  });

  it('keep what somebody wants to be told', async () => {
    show([]);
    await tap('订单');
    await waitFor(() => expect(sentTo('PUT', '/me/push-preferences')).toEqual([{ announcements: true, orders: false, community: false }]));
    expect(screen.queryAllByText('微信提醒')).toHaveLength(0);
  });

  it('take a choice back that could not be kept', async () => {
    show([]);
    await screen.findAllByText('订单');
    phone.answer = () => ({ statusCode: 503, data: { code: 'unavailable', message: '服务繁忙', details: null } });
    await tap('订单');
    await waitFor(() => expect(phone.toasts).toHaveLength(1));
    expect(screen.getAllByLabelText('订单，已开')).toHaveLength(1);
  });
});
