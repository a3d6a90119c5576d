import { existsSync } from 'node:fs';
import { createServer as createSocket } from 'node:net';
import { join, resolve } from 'node:path';
import { Clock } from '@dianquan/server/platform/clock';
import { type Env, readEnv } from '@dianquan/server/platform/config/env';
import { Database } from '@dianquan/server/platform/database/database';
import { simulatedAccount } from '@dianquan/server/platform/wechat-pay/demo-keys';
import { createServer, type Server } from '@dianquan/server/server';
import { createWorker } from '@dianquan/server/worker';
import type { FastifyInstance } from 'fastify';
import { phonesPage } from '../phones-page/plugin';
import { wechatSimulator } from '../wechat-simulator/simulator';
import { World } from '../wechat-simulator/state/world';
import { explain, portBusy } from './explain';
import { rememberConsents } from './remembered-consents';
import { rememberCustomers } from './remembered-customers';
import { rememberPayments } from './remembered-payments';

/** The same from the sources and from dist. */
const ROOT = resolve(__dirname, __dirname.includes(`${join('scripts', 'dist')}`) ? '../../..' : '../..');
const H5 = join(ROOT, 'miniprogram/dist/h5');

const PATIENCE_MS = 25_000;

export interface Serving {
  /** Where it listens; a worker does not. */
  url: string | null;
  /** What to open first, when this process serves pages. */
  demo: string | null;
  close(): Promise<void>;
}

/** Starts the server on one port; outside production together with the simulated platform and the phones page. */
export async function serve(source: Record<string, string | undefined> = process.env): Promise<Serving> {
  try {
    const env = readEnv(await withFixedPort(source));
    if (env.role === 'worker') {
      const worker = await createWorker(env);
      return { url: null, demo: null, close: () => worker.close() };
    }
    const h5Dir = env.h5Dir ?? (existsSync(join(H5, 'index.html')) ? H5 : null);
    const world = env.production ? null : demoWorld(env);
    const extend = world ? (fastify: FastifyInstance) => mountDemo(fastify, world, () => server) : undefined;
    const server: Server = await createServer({ ...env, h5Dir }, { extend });
    // Before it listens: nobody can have asked the simulated platform for anything yet.
    if (world) await remember(server.app.get(Database, { strict: false }), world, env);
    return await listening(server, env);
  } catch (error) {
    throw explain(error);
  }
}

async function listening(server: Server, env: Env): Promise<Serving> {
  try {
    const url = await server.listen();
    return { url, demo: env.production ? null : `${url}/demo`, close: () => server.close() };
  } catch (error) {
    await server.close();
    throw (error as { code?: string }).code === 'EADDRINUSE' ? portBusy(env.port) : error;
  }
}

async function remember(database: Database, world: World, env: Env): Promise<void> {
  await rememberPayments(database, world, env);
  await rememberConsents(database, world);
  await rememberCustomers(database, world);
}

function demoWorld(env: Env): World {
  const { callback } = env.wecom;
  return new World({
    demoCodes: true,
    lazyDemoUsers: true,
    pay: () => simulatedAccount(env),
    messagePush: {
      url: `http://127.0.0.1:${env.port}/api/wechat/push`,
      token: env.wechat.pushToken,
      encodingAesKey: env.wechat.pushAesKey,
      mode: 'safe',
      format: 'json',
    },
    ...(callback
      ? { wecomCallback: { url: `http://127.0.0.1:${env.port}/api/wecom/push`, token: callback.token, encodingAesKey: callback.aesKey } }
      : {}),
  });
}

async function mountDemo(fastify: FastifyInstance, world: World, server: () => Server): Promise<void> {
  await fastify.register(wechatSimulator, { prefix: '/__wechat', world });
  await fastify.register(phonesPage, {
    world,
    server: () => ({ database: server().app.get(Database, { strict: false }), clock: server().app.get(Clock, { strict: false }) }),
  });
}

/** The simulated platform has to be told to the server before it listens, so a free port is chosen beforehand. */
async function withFixedPort(source: Record<string, string | undefined>): Promise<Record<string, string | undefined>> {
  if (source.PORT !== '0') return source;
  return { ...source, PORT: String(await freePort(source.HOST || '127.0.0.1')) };
}

function freePort(host: string): Promise<number> {
  return new Promise((found, reject) => {
    const socket = createSocket();
    socket.on('error', reject);
    socket.listen(0, host, () => {
      const address = socket.address();
      socket.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Ends when everything under way is finished; a second Ctrl-C, a second or more later, means now. */
export function closeOnSignal(serving: Pick<Serving, 'close'>): void {
  let since = 0;
  const close = (signal: NodeJS.Signals): void => {
    if (since > 0) {
      if (signal === 'SIGINT' && Date.now() - since > 1_000) process.exit(1);
      return;
    }
    since = Date.now();
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    serving.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
}
