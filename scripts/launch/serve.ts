import { existsSync } from 'node:fs';
import { createServer as createSocket } from 'node:net';
import { join, resolve } from 'node:path';
import { type Env, readEnv } from '@dianquan/server/platform/config/env';
import { serveSite } from '@dianquan/server/platform/http/static-site';
import { createServer, type Server } from '@dianquan/server/server';
import type { FastifyInstance } from 'fastify';
import { wechatSimulator } from '../wechat-simulator/simulator';
import { World } from '../wechat-simulator/state/world';
import { explain, portBusy } from './explain';

/** The same from the sources and from dist. */
const ROOT = resolve(__dirname, __dirname.includes(`${join('scripts', 'dist')}`) ? '../../..' : '../..');
const H5 = join(ROOT, 'miniprogram/dist/h5');
const PHONES = join(ROOT, 'scripts/phones-page');

const PATIENCE_MS = 25_000;

export interface Serving {
  /** Where it listens. */
  url: string;
  /** What to open first, when this process serves pages. */
  demo: string | null;
  close(): Promise<void>;
}

/** Starts the server on one port; outside production together with the simulated platform and the phones page. */
export async function serve(source: Record<string, string | undefined> = process.env): Promise<Serving> {
  try {
    const env = readEnv(await withFixedPort(source));
    const listens = env.role !== 'worker';
    const server = await createServer(
      { ...env, h5Dir: env.h5Dir ?? (listens && existsSync(join(H5, 'index.html')) ? H5 : null) },
      env.production || !listens ? {} : { extend: (fastify) => mountDemo(fastify, env) },
    );
    return await listening(server, env);
  } catch (error) {
    throw explain(error);
  }
}

async function listening(server: Server, env: Env): Promise<Serving> {
  try {
    const url = await server.listen();
    return { url, demo: env.production || !existsSync(PHONES) ? null : `${url}/demo`, close: () => server.close() };
  } catch (error) {
    await server.close();
    throw (error as { code?: string }).code === 'EADDRINUSE' ? portBusy(env.port) : error;
  }
}

async function mountDemo(fastify: FastifyInstance, env: Env): Promise<void> {
  const world = new World({
    demoCodes: true,
    lazyDemoUsers: true,
    messagePush: {
      url: `http://127.0.0.1:${env.port}/api/wechat/push`,
      token: env.wechat.pushToken,
      encodingAesKey: env.wechat.pushAesKey,
      mode: 'safe',
      format: 'json',
    },
  });
  await fastify.register(wechatSimulator, { prefix: '/__wechat', world });
  if (existsSync(PHONES)) await serveSite(fastify, { root: PHONES, prefix: '/demo' });
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

/** Ends on the first signal when everything under way is finished, and at once on the second. */
export function closeOnSignal(serving: Pick<Serving, 'close'>): void {
  let closing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (closing) process.exit(1);
      closing = true;
      setTimeout(() => process.exit(1), PATIENCE_MS).unref();
      serving.close().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
    });
  }
}
