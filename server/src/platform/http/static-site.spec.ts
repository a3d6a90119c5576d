import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootApp, type TestApp } from '../../../test/app';
import { EchoRoom } from '../../../test/platform/echo-room';
import { pageHeaders } from './security-headers';

const INLINE = 'document.documentElement.style.fontSize="16px"';
let t: TestApp;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dianquan-h5-'));
  mkdirSync(join(folder, 'h5/js'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(folder, 'h5/index.html'), `<html><script>${INLINE}</script><script src="/js/app.0a1b2c3d.js"></script></html>`);
  writeFileSync(join(folder, 'h5/js/app.0a1b2c3d.js'), 'alert(1)');
  t = await bootApp({ rooms: [EchoRoom], env: { H5_DIR: join(folder, 'h5') } });
});
afterAll(async () => {
  await t.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the h5 front end', () => {
  it('runs its own scripts, that one inline script, and no others', async () => {
    const answer = await fetch(t.url);
    expect(await answer.text()).toContain(INLINE);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/script-src 'self' 'sha256-[\w+/]{43}='/);
    expect(policy).toContain("connect-src 'self' blob:");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toContain('unsafe-eval');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('lets no other page read local addresses', async () => {
    const { 'content-security-policy': policy } = pageHeaders();
    expect(policy).toContain("connect-src 'self';");
  });

  it('is asked for anew, and what has a hash in its name is kept', async () => {
    expect((await fetch(t.url)).headers.get('cache-control')).toBe('no-cache');
    expect((await fetch(`${t.url}/js/app.0a1b2c3d.js`)).headers.get('cache-control')).toMatch(/immutable/);
  });

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/js/..%2f..%2fsecret.txt', '/js/%5c..%5c..%5csecret.txt', '/nothing'])(
    'shows nothing outside its folder: %s',
    async (path) => {
      const answer = await fetch(t.url + path);
      const text = await answer.text();
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(text).not.toContain('secret"');
      expect(JSON.parse(text)).toMatchObject({ code: expect.any(String), message: expect.stringMatching(/\p{Script=Han}/u) });
    },
  );

  it('leaves the API where it is', async () => {
    expect((await t.call('health.live')).status).toBe(200);
    expect((await t.call('session.get')).status).toBe(401);
  });
});
