import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import type { LimitOverrides } from '../../../scripts/wechat-simulator/limits';
import { wechatSimulator } from '../../../scripts/wechat-simulator/simulator';
import { openidOf } from '../../../scripts/wechat-simulator/state/identities';
import { World } from '../../../scripts/wechat-simulator/state/world';
import { Clock } from '../../src/platform/clock';
import { Env, readEnv } from '../../src/platform/config/env';
import { Random } from '../../src/platform/ids';
import { DEMO_KEYS_FILE, demoKeys, simulatedAccount } from '../../src/platform/wechat-pay/demo-keys';
import { WechatPayClient } from '../../src/platform/wechat-pay/wechat-pay-client';

export type Arrived = { path: string; headers: IncomingHttpHeaders; body: string };
export const PAYER = openidOf('payer');

/** WeChat Pay with its two ends and nothing else: a client, the simulator, and an address at which notices arrive. */
export class PayPlace {
  readonly arrived: Arrived[] = [];
  /** What the address answers; 200 when there is none. */
  readonly answers: number[] = [];
  private readonly clients: WechatPayClient[] = [];

  static async start(options: { limits?: LimitOverrides; certificates?: boolean } = {}): Promise<PayPlace> {
    const dataDir = mkdtempSync(join(tmpdir(), 'dianquan-pay-'));
    giveKeys(dataDir);
    const world: World = new World({
      lazyDemoUsers: true,
      limits: options.limits,
      pay: () => ({ ...simulatedAccount(place.env), ...(options.certificates ? { publicKeyId: null } : {}) }),
    });
    const simulator = fastify({ forceCloseConnections: true });
    await simulator.register(wechatSimulator, { prefix: '/__wechat', world });
    const base = await simulator.listen({ host: '127.0.0.1', port: 0 });
    const receiver = createServer();
    await new Promise<void>((ready) => receiver.listen(0, '127.0.0.1', ready));
    const env = readEnv({ NODE_ENV: 'test', DATA_DIR: dataDir, WECHATPAY_API_BASE: `${base}/__wechat/pay` });
    const settings = env.wechatPay;
    if (!settings) throw new Error('the demo has an account');
    settings.notifyUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/notices`;
    if (options.certificates) settings.publicKey = null;
    const place = new PayPlace(env, world, `${base}/__wechat`, simulator, receiver, dataDir);
    return place;
  }

  readonly clock = new Clock();
  readonly client: WechatPayClient;

  private constructor(
    readonly env: Env,
    readonly world: World,
    readonly simulatorUrl: string,
    private readonly simulator: FastifyInstance,
    private readonly receiver: Server,
    private readonly dataDir: string,
  ) {
    this.client = this.anotherClient();
    receiver.on('request', (request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        this.arrived.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(pieces).toString() });
        response.statusCode = this.answers.shift() ?? 200;
        response.end();
      });
    });
  }

  /** One that knows nothing yet, or other settings. */
  anotherClient(changes: Partial<NonNullable<Env['wechatPay']>> = {}, appId = this.env.wechat.appId): WechatPayClient {
    const { wechatPay, wechat } = this.env;
    const env = new Env({ ...this.env, wechat: { ...wechat, appId }, wechatPay: wechatPay && { ...wechatPay, ...changes } });
    const client = new WechatPayClient(env, this.clock, new Random());
    this.clients.push(client);
    return client;
  }

  /** Both clocks, as in the demo; what fell due is done when this ends. */
  async wait(ms: number): Promise<void> {
    this.clock.advance(ms);
    this.world.clock.advance(ms);
    await this.world.clock.settled();
  }

  order(number: string, changes: { totalFen?: number; description?: string; openid?: string; expiresAt?: number } = {}) {
    return { number, description: '五金配件', totalFen: 12_345, openid: PAYER, expiresAt: this.clock.now() + 1_800_000, ...changes };
  }

  /** Ordered, paid, and told. */
  async paid(number: string, totalFen = 12_345): Promise<void> {
    const { prepayId } = await this.client.prepay(this.order(number, { totalFen }));
    if (!this.world.pay.confirm(prepayId)) throw new Error(`not paid: ${number}`);
    await this.world.clock.settled();
  }

  ledger(number: string): Record<string, unknown> | undefined {
    return this.world.pay.book.ledger(number)[0] as Record<string, unknown> | undefined;
  }

  async close(): Promise<void> {
    for (const client of this.clients) await client.onApplicationShutdown();
    await this.simulator.close();
    await new Promise((closed) => this.receiver.close(closed));
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

let keys: Buffer | null = null;

/** Making keys takes seconds of a busy machine; those of the first place do for all others of a file. */
function giveKeys(dataDir: string): void {
  const file = join(dataDir, DEMO_KEYS_FILE);
  if (keys) writeFileSync(file, keys);
  else demoKeys(dataDir);
  keys ??= readFileSync(file);
}
