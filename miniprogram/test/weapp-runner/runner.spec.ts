/** @jest-environment node */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { writeFixture } from './fixture';
import { type LaunchOptions, launch, type WeApp } from './runner';

const dist = writeFixture();
let server: Server;
let apiBase: string;
let app: WeApp;
const start = async (options: Partial<LaunchOptions> = {}) => {
  app = await launch({ dist, apiBase, loginCode: () => 'code', patience: 500, ...options });
};

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => {
      body += piece.toString();
    });
    request.on('end', () => response.end(JSON.stringify({ method: request.method, path: request.url, body })));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  apiBase = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
afterEach(() => app.close());

describe('a tap', () => {
  it('reaches what was tapped and everything around it that listens', async () => {
    await start();
    await app.tap('打电话');
    await app.waitForText('点call 点row');
  });

  it('is kept by what catches it', async () => {
    await start();
    await app.tap('打电话', { near: '李秀英' });
    await app.waitForText('点call2');
    expect(app.shows('点other')).toBe(false);
  });

  it('waits in vain for a button that is off', async () => {
    await start({ patience: 50 });
    await expect(app.tap('不能点')).rejects.toThrow('“不能点” to tap');
  });

  it('answers the question that covers the page before the page itself', async () => {
    await start();
    await app.tap('撤回');
    await app.waitForText('撤回公告？');
    await app.tap('撤回');
    await app.waitForText('撤了');
    await app.waitForNoText('撤回公告？');
  });

  it('on what listens to nothing is a mistake', async () => {
    await start();
    await expect(app.tap('店名')).rejects.toThrow('Nothing listens');
  });
});

describe('a form', () => {
  it.each(['写全称', '店名'])('is typed into by placeholder or label: %s', async (name) => {
    await start();
    await app.input(name, '鑫鑫五金');
    await app.waitForText('写鑫鑫五金');
  });

  it('has wheels that are turned to an option by its words', async () => {
    await start();
    await app.pick('等级', 'B');
    await app.waitForText('选1');
    await expect(app.pick('等级', 'C')).rejects.toThrow('not among A, B');
  });
});

describe('the platform', () => {
  it('sends requests to the server of the journey, whatever address was built in', async () => {
    await start();
    await app.tap('去问');
    await app.waitForText('200POST/api/echo?x=1{"a":1}');
    expect(app.requests).toEqual([{ method: 'POST', path: '/echo?x=1', status: 200 }]);
  });

  it('fails requests while there is no network', async () => {
    await start();
    app.online = false;
    await app.tap('去问');
    await app.waitForText('request:fail no network');
  });

  it('asks the page for the card that a share button sends', async () => {
    await start();
    await app.tap('发给好友');
    expect(app.shares).toEqual([{ title: '邀请', path: '/pages/second/index?code=1', imageUrl: undefined }]);
  });

  it.each([
    ['phone-code', '号phone-code'],
    [null, '号getPhoneNumber:fail user deny'],
  ])('gives the phone number code, or the refusal: %s', async (code, shown) => {
    await start({ phoneCode: () => code });
    await app.tap('用微信手机号');
    await app.waitForText(shown);
  });

  it.each([
    ['confirm', 'requestPayment:ok'],
    ['cancel', 'requestPayment:fail cancel'],
  ] as const)('lets the person %s a payment', async (payment, shown) => {
    const asked: unknown[] = [];
    await start({
      payment: (params) => {
        asked.push(params);
        return payment;
      },
    });
    await app.tap('付款');
    await app.waitForText(shown);
    expect(asked).toEqual([{ package: 'prepay_id=wx1' }]);
  });

  it('knows of nobody who would pay unless it is told', async () => {
    await start();
    await app.tap('付款');
    await app.waitForText('requestPayment:fail no permission');
  });

  it('keeps what is stored when the app is closed', async () => {
    const storage = new Map<string, string>();
    await start({ storage });
    app.close();
    await start({ storage });
    expect(storage.get('starts')).toBe('2');
  });

  it('collects what is thrown in the app', async () => {
    await start();
    await app.tap('弄坏');
    expect(app.errors.join()).toContain('坏了');
  });
});

describe('pages', () => {
  it('are put on top of each other with their query as written, and taken off again', async () => {
    await start();
    await app.open('/pages/second/index?code=a%3Db');
    await app.waitForText('您好a%3Db');
    expect([app.route, app.depth]).toEqual(['pages/second/index', 2]);
    await app.back();
    expect(app.route).toBe('pages/first/index');
  });

  it('run in a realm without eval', async () => {
    await start();
    const { Realm } = await import('./realm');
    const realm = new Realm(dist);
    expect(() => realm.parse.constructor('return 1')()).toThrow('Code generation from strings disallowed');
  });
});
