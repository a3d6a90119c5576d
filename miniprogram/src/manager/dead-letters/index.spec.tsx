import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { refused, sentTo, showPage, tap, type } from '../../../test/page';
import { phone } from '../../../test/stubs/taro';
import DeadLettersPage from './index';

const letter = {
  id: 12,
  topic: 'delivery.send',
  title: '推送“十二月政策”',
  attempts: 8,
  reason: '47003 thing1 超过 20 个字',
  createdAt: '2026-11-20T02:00:00.000Z',
  finishedAt: '2026-11-20T03:00:00.000Z',
};
const show = (items: unknown[], more = {}) =>
  showPage(<DeadLettersPage />, {
    roles: ['manager'],
    answers: {
      'GET /delivery/dead-letters': { items, next: null },
      'POST /delivery/dead-letters/12/attempts': null,
      'PUT /delivery/dead-letters/12/end': null,
      ...more,
    },
  });

describe('dead letters', () => {
  it('say what failed and why, and get another series of attempts', async () => {
    show([letter]);
    expect(await screen.findAllByText('推送“十二月政策”')).toHaveLength(1);
    expect(screen.getAllByText('47003 thing1 超过 20 个字')).toHaveLength(1);
    expect(screen.getAllByText(/试了 8 次/)).toHaveLength(1);
    await tap('再试一轮');
    await waitFor(() => expect(phone.toasts).toEqual(['已重新开始']));
    expect(sentTo('POST', '/delivery/dead-letters/12/attempts')).toHaveLength(1);
  });

  it('are given up with a reason', async () => {
    show([letter]);
    await tap('放弃');
    await type('写给以后看记录的人', '活动过期');
    await act(async () => void fireEvent.click(screen.getAllByText('放弃').at(-1) as HTMLElement));
    await waitFor(() => expect(phone.toasts).toEqual(['已放弃']));
    expect(sentTo('PUT', '/delivery/dead-letters/12/end')).toEqual([{ reason: '活动过期' }]);
  });

  it('are read anew when a colleague was quicker', async () => {
    show([letter], { 'POST /delivery/dead-letters/12/attempts': refused(409, 'dead_letter_over') });
    const asked = () => phone.requests.filter(({ method }) => method === 'GET').length;
    await screen.findByText('再试一轮');
    const before = asked();
    await tap('再试一轮');
    await waitFor(() => expect(phone.toasts).toHaveLength(1));
    await waitFor(() => expect(asked()).toBe(before + 1));
  });

  it('are none, mostly', async () => {
    show([]);
    expect(await screen.findAllByText('没有没办成的')).toHaveLength(1);
  });
});
