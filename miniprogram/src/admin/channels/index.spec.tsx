import { screen } from '@testing-library/react';
import { showPage } from '../../../test/page';
import ChannelsPage from './index';

const channel = {
  channel: 'subscription',
  label: '微信订阅消息',
  on: true,
  fault: null,
  pausedUntil: null,
  limits: [
    { label: '今天', used: 900, most: 1000, resetsAt: '2026-11-22T16:00:00.000Z' },
    { label: '每分钟', used: 10, most: 600, resetsAt: null },
  ],
  token: { valid: true, until: '2026-11-22T08:00:00.000Z' },
  today: { accepted: 880, refused: 12, unknown: 8 },
};
const items = [
  channel,
  {
    ...channel,
    channel: 'wecom-app',
    label: '企业微信应用消息',
    limits: [],
    pausedUntil: '2026-11-22T09:00:00.000Z',
    fault: '45009 调用太多',
    token: null,
  },
  {
    ...channel,
    channel: 'wecom-mass',
    label: '企业微信群发',
    limits: [],
    fault: '没有配置客户联系的密钥',
    token: { valid: false, until: null },
  },
  { ...channel, channel: 'wecom-linked', label: '企业微信上下游', limits: [], token: { valid: false, until: null } },
  { ...channel, channel: 'sms', label: '短信', on: false, limits: [], token: null, today: { accepted: 0, refused: 0, unknown: 0 } },
];

describe('the channels', () => {
  it('say how they are, what is nearly used up and what came of today', async () => {
    const { container } = showPage(<ChannelsPage />, { roles: ['admin'], answers: { 'GET /delivery/channels': { items } } });
    for (const word of ['暂停中', '有问题', '没启用']) expect(await screen.findAllByText(word)).toHaveLength(1);
    // A token that nobody has needed yet is no trouble.
    expect(screen.getAllByText('正常')).toHaveLength(2);
    expect(screen.getAllByText('900/1,000')).toHaveLength(1);
    expect(container.querySelectorAll('.bar__fill--amber')).toHaveLength(1);
    expect(screen.getAllByText(/16:00 前有效/)).toHaveLength(1);
    expect(screen.getAllByText('现在没有，下次发送时取')).toHaveLength(2);
    expect(screen.getAllByText(/^45009 调用太多，.*17:00 以后再发$/)).toHaveLength(1);
    expect(screen.getAllByText('没有配置客户联系的密钥')).toHaveLength(1);
    expect(screen.getAllByText('今天收下')).toHaveLength(4);
  });
});
