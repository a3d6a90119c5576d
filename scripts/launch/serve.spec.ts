import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Clock } from '@dianquan/server/platform/clock';
import { readEnv } from '@dianquan/server/platform/config/env';
import { openDatabase } from '@dianquan/server/platform/database/data-source';
import { Random } from '@dianquan/server/platform/ids';
import { Jobs } from '@dianquan/server/platform/jobs/jobs';
import { WechatPayClient } from '@dianquan/server/platform/wechat-pay/wechat-pay-client';
import { prepare } from './prepare';
import { type Serving, serve } from './serve';

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

describe('one port', () => {
  let folder: string;
  let serving: Serving | undefined;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'dianquan-serve-'));
    await prepare(() => {}, settings());
  });

  afterEach(async () => {
    await serving?.close();
    serving = undefined;
    rmSync(folder, { recursive: true, force: true });
  });

  function settings(more: Record<string, string> = {}): Record<string, string> {
    return { NODE_ENV: 'development', PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent', ...more };
  }

  async function open(more: Record<string, string> = {}): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
    serving = await serve(settings(more));
    const { url } = serving;
    return (path, init) => fetch(`${url}${path}`, init);
  }

  const tokenPath =
    '/__wechat/api/cgi-bin/token?grant_type=client_credential&appid=wxd1a9c0a9ad5e0001&secret=demo00000000000000000000appsecret';

  it('serves the API, and outside production the platform that it talks to', async () => {
    const ask = await open();
    expect((await ask('/api/openapi.json')).status).toBe(200);
    expect(await (await ask(tokenPath)).json()).toMatchObject({ access_token: expect.any(String) });
  });

  it('simulates WeChat Pay under the keys that lie in the data folder', async () => {
    await open();
    const { port } = new URL(serving?.url ?? '');
    const client = new WechatPayClient(readEnv(settings({ PORT: port })), new Clock(), new Random());
    const openid = 'o'.padEnd(28, 'x');
    const order = { number: 'DD20261122-000001', description: '五金配件', totalFen: 1_999, openid, expiresAt: Date.now() + 600_000 };
    const { prepayId } = await client.prepay(order);
    const ask = await fetch(`${serving?.url}/__wechat/control/pay/payments?openid=${openid}`);
    expect(await ask.json()).toMatchObject({ items: [{ prepayId, totalFen: 1_999 }] });
    await client.onApplicationShutdown();
  });

  it('tells the simulated platform of money that came and went by it before it was started', async () => {
    const database = await openDatabase({ url: `sqlite:${join(folder, 'dianquan.db')}` });
    const at = Date.now() - 2 * 86_400_000;
    const paid = `INSERT INTO payment (number, shop_id, method, purpose, state, fen, transaction_id, created_at, paid_at) VALUES (?, 1, ?, 'order', 'paid', ?, ?, ?, ?)`;
    const { insertId } = await database.execute(paid, ['DD-1-a', 'wechat', 1_999, '4200001', at, at]);
    await database.execute(paid, ['DD-2-b', 'offline', 2_000, null, at, at]);
    await database.execute(
      `INSERT INTO refund (number, payment_id, fen, reason, state, platform_refund_id, created_at, done_at) VALUES ('DD-1-a-R1', ?, 500, '少发', 'done', '5030001', ?, ?)`,
      [insertId, at, at],
    );
    await database.close();
    const ask = await open();
    const { items } = (await (await ask('/__wechat/control/pay/ledger')).json()) as { items: object[] };
    expect(items).toMatchObject([{ outTradeNo: 'DD-1-a', paidFen: 1_999, refundedFen: 500, refunds: [{ refundId: '5030001' }] }]);
  });

  it('tells it what people agreed to be sent, and whom salespeople know in WeCom, so that nothing of that is refused', async () => {
    const database = await openDatabase({ url: `sqlite:${join(folder, 'dianquan.db')}` });
    const at = Date.now();
    const fields = JSON.stringify([{ key: 'thing1', label: '公告标题', source: 'title' }]);
    const template = `INSERT INTO push_template (use_key, platform_id, title, fields, created_at, withdrawn_at) VALUES ('announcement', ?, '新公告提醒', ?, ?, ?)`;
    const { insertId: kept } = await database.execute(template, ['tmpl-kept', fields, at, null]);
    const { insertId: gone } = await database.execute(template, ['tmpl-gone', fields, at, at]);
    const openid = 'o'.padEnd(28, 'x');
    const { insertId: account } = await database.execute(
      `INSERT INTO account (provider, external_id, unionid, created_at, updated_at) VALUES ('wechat', ?, 'oU-someone', ?, ?)`,
      [openid, at, at],
    );
    for (const id of [kept, gone]) {
      await database.execute(
        `INSERT INTO push_consent (account_id, template_id, granted, sent, answer, keeps) VALUES (?, ?, 3, 1, 'accept', 1)`,
        [account, id],
      );
    }
    await database.execute(
      `INSERT INTO wecom_contact (external_userid, userid, account_id, state, added_at) VALUES ('wm-1', 'sales-1', ?, 'inv-abc', ?)`,
      [account, at],
    );
    await database.close();
    const ask = await open();
    const { rights } = (await (await ask('/__wechat/control/ledger')).json()) as { rights: object[] };
    expect(rights).toMatchObject([{ openid, templateId: 'tmpl-kept', granted: 3, sent: 1, left: 2 }]);
    const { items } = (await (await ask('/__wechat/control/customers')).json()) as { items: object[] };
    expect(items).toMatchObject([{ userid: 'sales-1', externalUserid: 'wm-1', unionid: 'oU-someone', state: 'inv-abc' }]);
  });

  it('knows nothing of the simulated platform and the phones page in production', async () => {
    const ask = await open({ NODE_ENV: 'production', ...secrets });
    expect((await ask('/api/openapi.json')).status).toBe(200);
    for (const path of [tokenPath, '/__wechat/control/people', '/demo', '/demo/']) expect((await ask(path)).status).toBe(404);
    expect(serving?.demo).toBeNull();
  });

  it('is left alone by a worker, which does what a process of the API only adds', async () => {
    const ask = await open({ ROLE: 'api' });
    const { port } = new URL(serving?.url ?? '');
    const database = await openDatabase({ url: `sqlite:${join(folder, 'dianquan.db')}` });
    const jobs = new Jobs(database, new Clock());
    const id = await database.transaction((tx) => jobs.add(tx, 'announcements.publish', { announcementId: 0 }));
    const statusOf = async () => (await jobs.find(id))?.status;
    await sleep(1_500);
    expect(await statusOf()).toBe('waiting');
    const worker = await serve(settings({ ROLE: 'worker', PORT: port }));
    expect([worker.url, worker.demo]).toEqual([null, null]);
    for (const until = Date.now() + 8_000; (await statusOf()) !== 'done' && Date.now() < until; ) await sleep(50);
    expect(await statusOf()).toBe('done');
    await serving?.close();
    serving = undefined;
    await expect(ask('/api/health/live')).rejects.toThrow();
    await worker.close();
    await database.close();
  });

  it('says which port is in use, and what to do', async () => {
    const other: Server = createServer();
    await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
    const { port } = other.address() as AddressInfo;
    try {
      await expect(serve(settings({ PORT: String(port) }))).rejects.toMatchObject({
        message: expect.stringContaining(`${port} 已被占用`),
        hint: expect.stringContaining(`PORT=${port + 1} npm start`),
      });
    } finally {
      other.close();
    }
  });

  it('names every wrong setting at once', async () => {
    const fault = serve(settings({ ROLE: 'boss', LOG_LEVEL: 'loud' }));
    await expect(fault).rejects.toMatchObject({
      message: expect.stringMatching(/ROLE[\s\S]*LOG_LEVEL/),
      hint: expect.stringContaining('.env.example'),
    });
  });
});
