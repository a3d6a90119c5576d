import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readQrText } from '../../../../scripts/wechat-simulator/picture-reader';
import { parseWxacodeText } from '../../../../scripts/wechat-simulator/wxacode-picture';
import { bootApp, type TestApp } from '../../../test/app';
import { EchoRoom } from '../../../test/platform/echo-room';
import type { Env } from '../config/env';
import type { AppError } from '../errors';
import { Random } from '../ids';
import { WecomClient } from '../wecom/wecom-client';
import { PlatformHttp } from './platform-http';
import { PlatformTokens } from './platform-tokens';
import { WechatClient } from './wechat-client';

let t: TestApp;
let wechat: WechatClient;
let wecom: WecomClient;
let settings: Pick<Env, 'wechat' | 'wecom'>;
let https: PlatformHttp[] = [];
const log: string[] = [];
beforeAll(async () => {
  t = await bootApp({ rooms: [EchoRoom], log });
  settings = structuredClone({ wechat: t.env.wechat, wecom: t.env.wecom });
});
afterAll(() => t.close());
beforeEach(async () => {
  log.length = 0;
  Object.assign(t.env, structuredClone(settings));
  await t.db.execute('DELETE FROM platform_token');
  ({ wechat, wecom } = anotherProcess());
});
afterEach(async () => {
  for (const http of https) await http.onApplicationShutdown();
  https = [];
});

/** The clients as one more process on the same database has them. */
function anotherProcess(): { wechat: WechatClient; wecom: WecomClient } {
  const tokens = new PlatformTokens(t.db, t.clock, new Random());
  const http = new PlatformHttp();
  https.push(http);
  return { wechat: new WechatClient(t.env, http, tokens), wecom: new WecomClient(t.env, http, tokens) };
}

const trouble = (path: string, errcode: number, times = 1, delayMs = 0) => t.world.faults.plan({ path, errcode, times, delayMs });
const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: AppError) => error.code,
  );
const storedToken = async (name: string) =>
  (
    await t.db.query<{ value: string; expires_at: number }>('SELECT value, expires_at FROM platform_token WHERE name LIKE ?', [`${name}%`])
  )[0];

describe('signing in', () => {
  it('takes a code once', async () => {
    const person = t.world.registerUser({ key: 'wang' });
    const code = t.world.issueLoginCode(person, 'wechat');
    expect(await wechat.login(code)).toEqual({ openid: person.openid, unionid: person.unionid, sessionKey: person.sessionKey });
    expect(await codeOf(wechat.login(code))).toBe('login_code_invalid');
  });

  it('refuses made-up codes and blocked people with the same word', async () => {
    const blocked = t.world.registerUser({ key: 'blocked' });
    blocked.blocked = true;
    expect(await codeOf(wechat.login('made-up'))).toBe('login_code_invalid');
    expect(await codeOf(wechat.login(t.world.issueLoginCode(blocked, 'wechat')))).toBe('login_code_invalid');
  });

  it('never asks twice with a code: the lost answer may have spent it', async () => {
    const quiet = await answering((_, answer) => answer.destroy());
    Object.assign(t.env.wechat, { apiBase: quiet.url });
    expect(await codeOf(wechat.login('any'))).toBe('platform_unavailable');
    expect(quiet.paths).toEqual(['/sns/jscode2session']);
    await quiet.close();
  });

  it('of staff gives the member of our corp, and of no other', async () => {
    const person = t.world.registerUser({ key: 'li-na', wecom: true });
    expect(await wecom.login(t.world.issueLoginCode(person, 'wecom'))).toEqual({ userid: 'li-na', corpid: t.env.wecom.corpId });
    expect(await codeOf(wecom.login('made-up'))).toBe('login_code_invalid');
    Object.assign(t.env.wecom, { corpId: 'ww-another' });
    expect(await codeOf(wecom.login(t.world.issueLoginCode(person, 'wecom')))).not.toBe('done');
  });
});

describe('the phone number', () => {
  it('comes with the code of the button, once', async () => {
    const person = t.world.registerUser({ key: 'wang', phone: '13800138000' });
    const code = t.world.issuePhoneCode(person);
    expect(await wechat.phoneNumber(code)).toEqual({ phone: '13800138000', countryCode: '86' });
    expect(await codeOf(wechat.phoneNumber(code))).toBe('phone_code_invalid');
  });
});

describe('access tokens', () => {
  it('are fetched once for many calls in many processes', async () => {
    let fetched = 0;
    const issue = t.world.tokens.issueStable.bind(t.world.tokens);
    t.world.tokens.issueStable = (appId) => {
      fetched += 1;
      return issue(appId);
    };
    const processes = [wechat, anotherProcess().wechat, anotherProcess().wechat];
    const links = processes.flatMap((client) =>
      Array.from({ length: 5 }, () => client.urlLink({ path: 'pages/index/index', query: 'a=1', days: 1 })),
    );
    expect(new Set(await Promise.all(links)).size).toBe(15);
    expect(fetched).toBe(1);
    t.world.tokens.issueStable = issue;
  });

  it('are renewed when the platform took them back, once for all', async () => {
    const other = anotherProcess().wechat;
    const link = (client: WechatClient) => client.urlLink({ path: 'pages/index/index', query: '', days: 1 });
    await Promise.all([link(wechat), link(other)]);
    const before = await storedToken('wechat:');
    t.world.tokens.revoke('stable');
    await Promise.all([link(wechat), link(other), link(wechat)]);
    const after = await storedToken('wechat:');
    expect(after?.value).not.toBe(before?.value);
    const person = t.world.registerUser({ key: 'li-na', wecom: true });
    await wecom.login(t.world.issueLoginCode(person, 'wecom'));
    t.world.tokens.revoke('wecom');
    expect(await codeOf(wecom.login(t.world.issueLoginCode(person, 'wecom')))).toBe('done');
  });

  it('are renewed before they end', async () => {
    const link = () => wechat.urlLink({ path: 'pages/index/index', query: '', days: 1 });
    await link();
    const before = await storedToken('wechat:');
    t.clock.advance(7_200_000 - 30_000);
    t.world.clock.advance(7_200_000 - 30_000);
    await link();
    expect((await storedToken('wechat:'))?.value).not.toBe(before?.value);
  });

  it('are fetched by another process when the one that began is gone', async () => {
    await t.db.execute(`INSERT INTO platform_token (name, refresh_owner, refresh_lease_until) VALUES (?, 'a dead process', ?)`, [
      `wechat:${t.env.wechat.appId}`,
      t.clock.now() + 400,
    ]);
    expect(await codeOf(wechat.urlLink({ path: 'pages/index/index', query: '', days: 1 }))).toBe('done');
  });

  it('are not fetched again and again when the platform refuses our secret', async () => {
    Object.assign(t.env.wechat, { secret: 'wrong-secret-wrong-secret-wrong' });
    expect(await codeOf(wechat.checkText({ openid: 'o', scene: 2, content: 'x' }))).toBe('platform_unavailable');
  });
});

describe('a platform in trouble', () => {
  it('is asked once more when it is busy', async () => {
    trouble('/wxa/generate_urllink', -1);
    expect(await codeOf(wechat.urlLink({ path: 'pages/index/index', query: '', days: 1 }))).toBe('done');
    trouble('/wxa/generate_urllink', -1, 2);
    expect(await codeOf(wechat.urlLink({ path: 'pages/index/index', query: '', days: 1 }))).toBe('platform_unavailable');
  });

  it('that wants to be asked less is passed on as that', async () => {
    trouble('/wxa/getwxacodeunlimit', 45009);
    expect(await codeOf(wechat.codePicture({ scene: 'a', page: 'pages/index/index' }))).toBe('too_many_requests');
  });

  it('that is silent is given up after its time, and nothing secret is said about it', async () => {
    trouble('/sns/jscode2session', 0, 1, 5_500);
    const started = Date.now();
    const error = (await wechat.login('a-code-nobody-may-read').catch((refusal: unknown) => refusal)) as AppError;
    expect(error.code).toBe('platform_unavailable');
    expect(Date.now() - started).toBeLessThan(7_000);
    const said = `${String(error)} ${String((error.cause as Error | undefined)?.message)} ${log.join('')}`;
    expect(said).not.toMatch(/a-code-nobody|appsecret/);
  }, 20_000);

  it.each([
    ['an error page', (_: string, answer: ServerResponse) => void answer.writeHead(502).end('<html>')],
    ['half an answer', (_: string, answer: ServerResponse) => void answer.end('{"access_token":')],
    ['an answer that says nothing', (_: string, answer: ServerResponse) => void answer.end('{}')],
    ['a detour', (_: string, answer: ServerResponse) => void answer.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['a closed door', (_: string, answer: ServerResponse) => void answer.destroy()],
  ])('that answers with %s is unavailable', async (_, respond) => {
    const strange = await answering(respond);
    Object.assign(t.env.wechat, { apiBase: strange.url });
    expect(await codeOf(wechat.login('x'))).toBe('platform_unavailable');
    await strange.close();
  });
});

describe('codes and links', () => {
  it('a mini-program code is a picture that leads to the page with its scene', async () => {
    const bytes = await wechat.codePicture({ scene: 'i=Ab-_.~12345678901234567890', page: 'pages/index/index', width: 430 });
    expect(parseWxacodeText((await readQrText(bytes)) ?? '')).toEqual({
      appId: t.env.wechat.appId,
      page: 'pages/index/index',
      scene: 'i=Ab-_.~12345678901234567890',
    });
  });

  it('one that the platform will not make is refused', async () => {
    expect(await codeOf(wechat.codePicture({ scene: 'x'.repeat(33), page: 'pages/index/index' }))).toBe('platform_unavailable');
  });

  it('a link lives no longer than the platform allows', async () => {
    expect(await wechat.urlLink({ path: 'pages/index/index', query: 'code=1', days: 365 })).toMatch(/^https:\/\//);
  });
});

describe('checking a text', () => {
  const openid = () => t.world.registerUser({ key: 'writer' }).openid;

  it('passes what is harmless, stops what is not', async () => {
    expect(await wechat.checkText({ openid: openid(), scene: 3, content: '新到一批冲击钻' })).toEqual({ suggest: 'pass', label: 100 });
    expect(await wechat.checkText({ openid: openid(), scene: 3, content: '网上赌博' })).toEqual({ suggest: 'risky', label: 20006 });
  });

  it('looks at all of a long one, and the worst piece counts', async () => {
    const content = `${'好'.repeat(2_600)}赌博${'好'.repeat(2_600)}`;
    expect((await wechat.checkText({ openid: openid(), scene: 3, content })).suggest).toBe('risky');
  });

  it('leaves to people what the platform will not judge', async () => {
    trouble('/wxa/msg_sec_check', 61010);
    expect((await wechat.checkText({ openid: openid(), scene: 3, content: '好' })).suggest).toBe('review');
  });
});

async function answering(
  respond: (path: string, answer: ServerResponse) => void,
): Promise<{ url: string; paths: string[]; close(): Promise<void> }> {
  const paths: string[] = [];
  const server: Server = createServer((request, answer) => {
    const path = (request.url ?? '').split('?')[0] as string;
    paths.push(path);
    respond(path, answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, paths, close };
}
