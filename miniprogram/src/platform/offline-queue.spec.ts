import { phone } from '../../test/stubs/taro';
import { useNetwork } from './network';
import { flush, pending, sendLater, watchQueue } from './offline-queue';
import { type Actor, useSession } from './session';

const person = (accountId: number) => ({ token: `t${accountId}`, actor: { accountId } as Actor, state: 'in' as const, error: null });
const sent = () => phone.requests.map(({ method, url }) => `${method} ${url.replace('http://127.0.0.1:3000/api', '')}`);
const fine = () => ({ statusCode: 204, data: null });
const unreachable = () => {
  throw { errMsg: 'request:fail' };
};

beforeEach(() => {
  phone.reset();
  phone.answer = fine;
  useNetwork.setState({ online: true });
  useSession.setState(person(1));
});

describe('a read receipt', () => {
  it('is sent at once when there is a network', async () => {
    await sendLater('announcements.markRead', { params: { id: 7 }, body: { seconds: 12 } });
    expect(sent()).toEqual(['PUT /announcements/7/reading']);
    expect(pending()).toBe(0);
  });

  it('waits without a network and is sent when it is back', async () => {
    useNetwork.setState({ online: false });
    await sendLater('announcements.markRead', { params: { id: 7 }, body: { seconds: 12 } });
    expect(sent()).toEqual([]);
    watchQueue();
    useNetwork.setState({ online: true });
    await flush();
    expect(sent()).toEqual(['PUT /announcements/7/reading']);
    expect(pending()).toBe(0);
  });

  it('stays when the server cannot be reached, and goes once it can', async () => {
    phone.answer = unreachable;
    await sendLater('announcements.markRead', { params: { id: 7 } });
    expect(pending()).toBe(1);
    phone.answer = fine;
    await flush();
    expect(pending()).toBe(0);
  });

  it('of the same notice is kept once, with what was said last', async () => {
    useNetwork.setState({ online: false });
    await sendLater('announcements.markRead', { params: { id: 7 }, body: { seconds: 3 } });
    await sendLater('announcements.markRead', { params: { id: 7 }, body: { seconds: 40 } });
    await sendLater('announcements.markRead', { params: { id: 8 }, body: { seconds: 1 } });
    expect(pending()).toBe(2);
    useNetwork.setState({ online: true });
    await flush();
    expect(phone.requests.map(({ data }) => data)).toEqual(['{"seconds":40}', '{"seconds":1}']);
  });

  it('that is refused for good is dropped, and the ones behind it go on', async () => {
    useNetwork.setState({ online: false });
    await sendLater('announcements.markRead', { params: { id: 7 } });
    await sendLater('announcements.markRead', { params: { id: 8 } });
    useNetwork.setState({ online: true });
    phone.answer = ({ url }) => (url.includes('/7/') ? { statusCode: 404, data: { code: 'not_found' } } : fine());
    await flush();
    expect(sent()).toHaveLength(2);
    expect(pending()).toBe(0);
  });

  it('is never sent as somebody else', async () => {
    useNetwork.setState({ online: false });
    await sendLater('announcements.markRead', { params: { id: 7 } });
    useSession.setState(person(2));
    useNetwork.setState({ online: true });
    await flush();
    expect(sent()).toEqual([]);
    useSession.setState(person(1));
    await flush();
    expect(phone.requests[0]?.header.Authorization).toBe('Bearer t1');
  });

  it('made while another is on its way is sent too', async () => {
    let release: () => void = () => undefined;
    phone.answer = () => new Promise((resolve) => (release = () => resolve(fine())));
    const first = sendLater('announcements.markRead', { params: { id: 7 } });
    const second = sendLater('announcements.markRead', { params: { id: 8 } });
    await Promise.resolve();
    phone.answer = fine;
    release();
    await Promise.all([first, second]);
    expect(sent()).toEqual(['PUT /announcements/7/reading', 'PUT /announcements/8/reading']);
    expect(pending()).toBe(0);
  });
});
