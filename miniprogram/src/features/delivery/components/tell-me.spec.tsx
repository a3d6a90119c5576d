import Taro from '@tarojs/taro';
import { act, screen, waitFor } from '@testing-library/react';
import { sentTo, showPage, tap } from '../../../../test/page';
import { TellMe } from './tell-me';

const consent = {
  templateId: 1,
  use: 'announcement',
  platformId: 'tpl-1',
  title: '提醒',
  left: 0,
  answer: null,
  keeps: false,
  mayAsk: true,
};
const requestSubscribeMessage = jest.fn();

function show(over: object, roles?: string[]) {
  Object.assign(Taro, { requestSubscribeMessage, getSetting: async () => ({}) });
  requestSubscribeMessage.mockReset().mockResolvedValue({ 'tpl-1': 'reject', errMsg: 'requestSubscribeMessage:ok' });
  const items = [{ ...consent, ...over }];
  showPage(<TellMe use="announcement" label="有新公告通知我" />, {
    roles,
    answers: { 'GET /me/consents': { items }, 'POST /me/consents': { items } },
  });
}
const settle = () => act(() => new Promise((resolve) => setTimeout(resolve, 50)));

describe('“tell me”', () => {
  it('asks about its own kind, and tells the server what was answered', async () => {
    show({});
    await tap('有新公告通知我');
    expect(requestSubscribeMessage).toHaveBeenCalledWith({ tmplIds: ['tpl-1'] });
    await waitFor(() =>
      expect(sentTo('POST', '/me/consents')).toMatchObject([{ answers: [{ platformId: 'tpl-1', answer: 'reject', keeps: false }] }]),
    );
  });

  it.each([
    ['who said no lately', { answer: 'reject', mayAsk: false }, undefined],
    ['who has some left', { answer: 'accept', left: 2 }, undefined],
    ['who is told another thing', { use: 'order' }, undefined],
    ['who works here and comes through WeCom', {}, ['salesperson']],
  ])('is not shown to somebody %s', async (_, over, roles) => {
    show(over, roles);
    await settle();
    expect(screen.queryAllByText('有新公告通知我')).toHaveLength(0);
  });
});
