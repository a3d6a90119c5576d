/** @jest-environment node */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type LaunchOptions, launch, type WeApp, whyNot } from './runner';

const DIST = path.resolve(__dirname, '../../dist/weapp');
const skipped = whyNot(DIST);
const ifBuilt = skipped ? describe.skip : describe;

ifBuilt(skipped ? `the built mini-program: skipped, ${skipped}` : 'the built mini-program, run without a phone', () => {
  let server: Server;
  let apiBase: string;
  let app: WeApp | undefined;
  let codes: string[] = [];
  const start = async (options: Partial<LaunchOptions> = {}) => {
    app = await launch({ dist: DIST, apiBase, loginCode: () => 'demo-owner', ...options });
    return app;
  };

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      if (request.url === '/api/session') for await (const piece of request) codes.push(String(piece));
      response.writeHead(404, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ code: 'not_found', message: '内容不存在，或您无权查看', details: null, requestId: '' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    apiBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  afterEach(() => {
    app?.close();
    app = undefined;
    codes = [];
  });

  it('starts without eval and draws the catalogue, which says what this server refuses', async () => {
    const phone = await start({ path: 'pages/catalogue/index' });
    await phone.waitForText('打不开');
    expect(phone.errors).toEqual([]);
  });

  it('goes from tab to tab by tapping the tab bar', async () => {
    const phone = await start();
    expect(phone.route).toBe('pages/home/index');
    await phone.tap('目录');
    await phone.waitForPage('pages/catalogue/index');
    expect(phone.depth).toBe(1);
  });

  it('loads the package of a page when that page is first opened, and comes back', async () => {
    const phone = await start({ path: 'pages/catalogue/index' });
    await phone.open('admin/audit/index');
    expect(phone.route).toBe('admin/audit/index');
    await phone.back();
    expect(phone.route).toBe('pages/catalogue/index');
    expect(phone.errors).toEqual([]);
  });

  it('hands a scanned code to the page that it opens', async () => {
    const phone = await start({ path: 'pages/join/index?scene=i%3Dabc', scene: 1047 });
    expect(phone.query).toEqual({ scene: 'i%3Dabc' });
  });

  it('signs in with the code of the platform when a page needs to know who looks, once', async () => {
    const phone = await start({ path: 'pages/home/index' });
    await phone.waitFor(() => phone.requests.some(({ path }) => path === '/session'), 'the sign-in');
    await phone.waitForText('内容不存在，或您无权查看');
    expect(codes).toEqual(['{"provider":"wechat","code":"demo-owner"}']);
  });

  it('signs staff in through WeCom', async () => {
    const phone = await start({ path: 'pages/home/index', wecom: true, loginCode: () => 'demo-manager' });
    await phone.waitFor(() => codes.length > 0, 'the sign-in');
    expect(codes).toEqual(['{"provider":"wecom","code":"demo-manager"}']);
  });

  it('refuses pages that do not exist', async () => {
    const phone = await start({ path: 'pages/catalogue/index' });
    await expect(phone.open('pages/nowhere/index')).rejects.toThrow('is not found');
  });

  it('says what can be read when it waits in vain', async () => {
    const phone = await start({ path: 'pages/catalogue/index' });
    await phone.waitForText('打不开');
    phone.patience = 60;
    await expect(phone.waitForText('不会出现的话')).rejects.toThrow('打不开');
    await expect(phone.tap('没有这个按钮')).rejects.toThrow('to tap');
  });
});
