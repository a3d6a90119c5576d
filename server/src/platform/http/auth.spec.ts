import type { OperationId } from '@dianquan/shared/routes';
import { bootApp, type TestApp } from '../../../test/app';
import { EchoRoom, ended, TOKENS } from '../../../test/platform/echo-room';

let t: TestApp;
beforeAll(async () => {
  t = await bootApp({ rooms: [EchoRoom] });
});
afterAll(() => t.close());

type Who = keyof typeof TOKENS | 'nobody' | 'stranger';
const WHO: Who[] = ['nobody', 'stranger', 'guest', 'owner', 'clerk', 'manager', 'admin'];
const tokenOf = (who: Who) => (who === 'nobody' ? undefined : who === 'stranger' ? 'token-that-nobody-has' : TOKENS[who]);

describe('an operation', () => {
  it.each<[OperationId, string, number[]]>([
    // nobody, unknown token, guest, owner, clerk, manager, admin
    ['invitations.get', 'anybody', [200, 200, 200, 200, 200, 200, 200]],
    ['session.get', 'whoever is signed in', [401, 401, 200, 200, 200, 200, 200]],
    ['members.list', 'members and managers', [401, 401, 403, 200, 200, 200, 403]],
    ['members.confirm', 'owners', [401, 401, 403, 200, 403, 403, 403]],
    ['shops.list', 'staff', [401, 401, 403, 403, 403, 200, 200]],
    ['staff.list', 'the administrator, whom no other role implies', [401, 401, 403, 403, 403, 403, 200]],
  ])('%s is open to %s', async (id, _, expected) => {
    const params = { id: 1, shopId: 5, code: 'right' };
    const answers = await Promise.all(WHO.map((who) => t.call(id, { as: tokenOf(who), params })));
    expect(answers.map(({ status }) => status)).toEqual(expected);
    for (const { status, body } of answers) {
      if (status === 401) expect(body.code).toBe('unauthenticated');
      if (status === 403) expect(body.code).toBe('forbidden');
    }
  });

  it('is refused before its input is looked at', async () => {
    const { status } = await t.call('shops.create', { body: { name: 5 } });
    expect(status).toBe(401);
  });
});

describe('who asks', () => {
  it('is known where everybody may ask, if a token says so', async () => {
    const { body } = await t.call('invitations.get', { as: TOKENS.clerk, params: { code: 'right' } });
    expect(body).toMatchObject({ me: { accountId: 3 } });
    const { body: unknown } = await t.call('invitations.get', { params: { code: 'right' } });
    expect(unknown).toEqual({ me: null });
  });

  it('is asked anew with every request', async () => {
    expect((await t.call('session.get', { as: TOKENS.guest })).status).toBe(200);
    ended.add(1);
    expect((await t.call('session.get', { as: TOKENS.guest })).status).toBe(401);
    ended.delete(1);
  });

  it.each(['', 'Bearer', 'Bearer ', 'Basic YTpi', `Bearer ${'x'.repeat(5_000)}`, 'Bearer a b', "Bearer ' OR 1=1 --"])(
    'is nobody with the header "%s"',
    async (authorization) => {
      const { status, body } = await t.call('session.get', { headers: { authorization } });
      expect([status, body.code]).toEqual([401, 'unauthenticated']);
    },
  );
});
