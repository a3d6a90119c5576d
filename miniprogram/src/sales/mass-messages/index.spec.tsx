import { screen, waitFor } from '@testing-library/react';
import { askedOf, showPage, tap } from '../../../test/page';
import MassMessagesPage from './index';

const task = {
  id: 5,
  title: '十二月政策',
  staffId: 1,
  staffName: '王志强',
  people: 1200,
  state: 'waiting',
  createdAt: '2026-11-20T02:00:00.000Z',
  confirmedAt: null,
  delivered: 0,
};
const show = (roles: string[], params: Record<string, string> = {}, items: unknown[] = [task]) =>
  showPage(<MassMessagesPage />, { roles, params, answers: { 'GET /delivery/mass-messages': { items, next: null } } });

describe('mass messages that wait for a tap', () => {
  it('tell a salesperson where to send them on, and to how many', async () => {
    show(['salesperson']);
    expect(await screen.findAllByText('十二月政策')).toHaveLength(1);
    expect(screen.getAllByText(/^1,200 位客户 · /)).toHaveLength(1);
    expect(screen.getAllByText(/群发助手/)).toHaveLength(1);
    expect(askedOf('/delivery/mass-messages')).toEqual([{ state: 'waiting' }]);
  });

  it('show a manager whose they are, and only those of the announcement', async () => {
    show(['manager'], { announcementId: '7' }, [{ ...task, state: 'confirmed', confirmedAt: '2026-11-20T03:00:00.000Z', delivered: 1100 }]);
    expect(await screen.findAllByText(/^王志强 · 1,200 位客户 · 已送到 1,100 位/)).toHaveLength(1);
    await tap('已取消');
    await waitFor(() => expect(askedOf('/delivery/mass-messages')).toHaveLength(2));
    expect(askedOf('/delivery/mass-messages')[1]).toEqual({ state: 'cancelled', announcementId: '7' });
  });

  it('say when there are none', async () => {
    show(['salesperson'], {}, []);
    expect(await screen.findAllByText('没有等确认的群发')).toHaveLength(1);
  });
});
