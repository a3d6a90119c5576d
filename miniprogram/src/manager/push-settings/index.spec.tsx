import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { refused, sentTo, showPage, tap } from '../../../test/page';
import { phone } from '../../../test/stubs/taro';
import PushSettingsPage from './index';

const settings = {
  quietFrom: 22,
  quietUntil: 8,
  weeklyCap: 5,
  mergeMinutes: 10,
  fallbackHours: 24,
  callAfterHours: 48,
  channels: ['inbox', 'subscription', 'wecom-mass'],
};
const known = [
  { channel: 'inbox', label: '收件箱' },
  { channel: 'subscription', label: '微信订阅消息' },
  { channel: 'wecom-app', label: '企业微信应用消息' },
  { channel: 'wecom-mass', label: '企业微信群发' },
];
const view = { ...settings, known };
const answers = { 'GET /delivery/settings': view, 'PUT /delivery/settings': view };
const show = (more = {}) => showPage(<PushSettingsPage />, { roles: ['manager'], answers: { ...answers, ...more } });

const change = async (from: string, to: string) => {
  const box = await screen.findByDisplayValue(from, {}, { timeout: 4000 });
  await act(async () => void fireEvent.change(box, { target: { value: to } }));
};

describe('how people are told', () => {
  it('says quiet hours in words and saves the channels in the order that was chosen', async () => {
    show();
    expect(await screen.findAllByText('22:00 到第二天 08:00 只发订单消息，别的等到之后')).toHaveLength(1);
    expect(screen.getAllByText('1. 微信订阅消息')).toHaveLength(1);
    await tap('往前');
    expect(await screen.findAllByText('1. 企业微信群发')).toHaveLength(1);
    await act(async () => void fireEvent.click(screen.getAllByText('用上')[0] as HTMLElement));
    expect(await screen.findAllByText('3. 企业微信应用消息')).toHaveLength(1);
    await tap('保存设置');
    await waitFor(() => expect(phone.toasts).toEqual(['设置已保存']));
    expect(sentTo('PUT', '/delivery/settings')).toEqual([{ ...settings, channels: ['inbox', 'wecom-mass', 'subscription', 'wecom-app'] }]);
  });

  it('saves nothing while a figure is out of bounds, and says what the bounds are', async () => {
    show();
    await change('24', '200');
    expect(await screen.findAllByText('1 到 168 的整数')).toHaveLength(1);
    await tap('保存设置');
    expect(sentTo('PUT', '/delivery/settings')).toEqual([]);
  });

  it('keeps what was typed when it could not be saved', async () => {
    show({ 'PUT /delivery/settings': refused(503, 'unavailable') });
    await change('5', '3');
    await tap('保存设置');
    await waitFor(() => expect(phone.toasts).toHaveLength(1));
    expect(screen.getAllByDisplayValue('3')).toHaveLength(1);
  });
});
