import Fastify, { type FastifyInstance, type LightMyRequestResponse } from 'fastify';
import { demoCorp, demoMiniProgram, type MiniProgram, type WorldOptions } from '../options';
import { wechatSimulator } from '../simulator';
import type { Person } from '../state/people';
import { World } from '../state/world';

/** 2026-11-22 10:00 in Shanghai. */
export const STARTED_AT = Date.UTC(2026, 10, 22, 2, 0, 0);
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

export const shop: MiniProgram = { ...demoMiniProgram, releasedPages: ['pages/home/index', 'shop/join/index'] };
export const otherApp: MiniProgram = { appId: 'wxd1a9c0a9ad5e0002', appSecret: 'another-secret', releasedPages: [] };
export const corpSecret = demoCorp.apps[0]?.secret ?? '';
export const RID = /, rid: [0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/;

/** An answer of the platform or the control side, loosely typed: the specs say what they expect of it. */
export type Answer = { errcode?: number; errmsg?: string } & Record<string, string | number | undefined>;
type Query = Record<string, string>;

/** A simulator on a frozen clock, spoken to without a socket. */
export class TestSimulator {
  private constructor(
    readonly app: FastifyInstance,
    readonly world: World,
  ) {}

  static async start(options: WorldOptions = {}): Promise<TestSimulator> {
    const world = new World({ seed: 'spec', timeSource: () => STARTED_AT, miniPrograms: [shop, otherApp], ...options });
    const app = Fastify();
    await app.register(wechatSimulator, { prefix: '/__wechat', world });
    await app.ready();
    return new TestSimulator(app, world);
  }

  stop(): Promise<void> {
    return this.app.close();
  }

  async get(path: string, query: Query = {}): Promise<Answer> {
    return platformAnswer(await this.app.inject({ method: 'GET', url: `/__wechat${path}`, query }));
  }

  async post(path: string, query: Query, body: object): Promise<Answer> {
    return platformAnswer(await this.raw(path, query, JSON.stringify(body)));
  }

  raw(path: string, query: Query, payload: string, contentType = 'application/json'): Promise<LightMyRequestResponse> {
    return this.app.inject({ method: 'POST', url: `/__wechat${path}`, query, payload, headers: { 'content-type': contentType } });
  }

  control(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<LightMyRequestResponse> {
    const payload = body === undefined ? {} : { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    return this.app.inject({ method, url: `/__wechat/control${path}`, ...payload });
  }

  wait(ms: number): void {
    this.world.clock.advance(ms);
  }

  async token(app: MiniProgram = shop): Promise<string> {
    const answer = await this.post('/api/cgi-bin/stable_token', {}, stableBody(app));
    return String(answer.access_token);
  }

  async wecomToken(): Promise<string> {
    const answer = await this.get('/qyapi/cgi-bin/gettoken', { corpid: demoCorp.corpId, corpsecret: corpSecret });
    return String(answer.access_token);
  }

  login(code: string, app: MiniProgram = shop): Promise<Answer> {
    const query = { appid: app.appId, secret: app.appSecret, js_code: code, grant_type: 'authorization_code' };
    return this.get('/api/sns/jscode2session', query);
  }

  person(key = 'owner-1'): Person {
    return this.world.registerUser({ key });
  }
}

export const stableBody = (app: MiniProgram, more: object = {}): object => ({
  grant_type: 'client_credential',
  appid: app.appId,
  secret: app.appSecret,
  ...more,
});

/** Whatever it says, the platform says it with HTTP 200. */
function platformAnswer(response: LightMyRequestResponse): Answer {
  expect(response.statusCode).toBe(200);
  return response.json<Answer>();
}
