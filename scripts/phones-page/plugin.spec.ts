import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare } from '../launch/prepare';
import { type Serving, serve } from '../launch/serve';
import type { DemoPerson } from './people';

const secrets = {
  PUBLIC_URL: 'https://shop.example.com',
  WECHAT_APPID: 'wx0123456789abcdef',
  WECHAT_SECRET: '0123456789abcdef0123456789abcdef',
  WECHAT_PUSH_TOKEN: 'realtoken',
  WECHAT_PUSH_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  WECOM_CORPID: 'ww0123456789abcdef',
  WECOM_AGENT_SECRET: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  SESSION_SECRET: 'a-long-secret-that-nobody-else-knows-0123456789',
};

describe('the phones page', () => {
  let folder: string;
  let serving: Serving | undefined;

  const settings = (more: Record<string, string> = {}): Record<string, string> => ({
    NODE_ENV: 'development',
    PORT: '0',
    DATA_DIR: folder,
    LOG_LEVEL: 'silent',
    ...more,
  });
  const open = async (more?: Record<string, string>): Promise<(path: string, init?: RequestInit) => Promise<Response>> => {
    serving = await serve(settings(more));
    const { url } = serving;
    return (path, init) => fetch(`${url}${path}`, init);
  };
  const json = (body: object): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dianquan-phones-'));
    await prepare(() => {}, settings());
  });

  afterEach(async () => {
    await serving?.close();
    serving = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  it('is served with its parts under a policy that lets in nothing from elsewhere', async () => {
    const ask = await open();
    const page = await ask('/demo');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'self'; script-src 'self';/);
    const html = await page.text();
    const parts = [...html.matchAll(/(?:src|href)="(\/demo\/[^"]+)"/g)].map((match) => match[1] ?? '');
    expect(parts).toEqual(['/demo/phones.css', '/demo/phones.mjs']);
    expect(html).not.toMatch(/https?:\/\//);
    for (const part of [...parts, '/demo/phone.mjs']) {
      const answer = await ask(part);
      expect([part, answer.status]).toEqual([part, 200]);
      expect(answer.headers.get('content-type')).toMatch(/css|javascript/);
    }
    expect((await ask('/demo/plugin.ts')).status).toBe(404);
  });

  it('knows nobody but strangers on an empty database, and whoever joins the simulated platform', async () => {
    const ask = await open();
    const people = async (): Promise<DemoPerson[]> => ((await (await ask('/demo/people.json')).json()) as { items: DemoPerson[] }).items;
    expect((await people()).map(({ key, group }) => [key, group])).toEqual([
      ['stranger-1', 'stranger'],
      ['stranger-2', 'stranger'],
    ]);
    const { key } = (await (await ask('/__wechat/control/users', json({}))).json()) as { key: string };
    expect(await people()).toContainEqual(
      expect.objectContaining({ key, provider: 'wechat', role: '还没加入', name: expect.stringMatching(/\p{Script=Han}/u) }),
    );
  });

  it('moves the clocks of the server and of the platform together, forward only', async () => {
    const ask = await open();
    const offset = async (): Promise<number> => ((await (await ask('/__wechat/control/clock')).json()) as { offsetMs: number }).offsetMs;
    const before = ((await (await ask('/demo/clock.json')).json()) as { now: number }).now;
    const moved = await ask('/demo/clock.json', json({ advanceMs: 86_400_000 }));
    expect(moved.status).toBe(200);
    expect(((await moved.json()) as { now: number }).now - before).toBeGreaterThanOrEqual(86_400_000);
    expect(await offset()).toBe(86_400_000);
    for (const advanceMs of [-1, 0, 'long', 1e12]) expect((await ask('/demo/clock.json', json({ advanceMs }))).status).toBe(400);
    expect(await offset()).toBe(86_400_000);
  });

  it('is not there in production', async () => {
    const ask = await open({ NODE_ENV: 'production', ...secrets });
    for (const path of ['/demo', '/demo/', '/demo/phones.mjs', '/demo/people.json', '/demo/clock.json']) {
      expect([path, (await ask(path)).status]).toEqual([path, 404]);
    }
    expect((await ask('/demo/clock.json', json({ advanceMs: 1000 }))).status).toBe(404);
  });
});
