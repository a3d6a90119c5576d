import { readFileSync } from 'node:fs';
import { readEnv } from '@dianquan/server/platform/config/env';
import { simulatedAccount } from '@dianquan/server/platform/wechat-pay/demo-keys';
import { Command } from 'commander';
import Fastify, { type FastifyInstance } from 'fastify';
import type { WorldOptions } from './options';
import { wechatSimulator } from './simulator';
import { World } from './state/world';

interface Flags {
  port: string;
  host: string;
  seed?: string;
  config?: string;
}

export interface Served {
  app: FastifyInstance;
  world: World;
  addresses: { address: string; api: string; qyapi: string; pay: string; control: string };
}

/** The simulator on a port of its own, people and demo codes at hand. */
export async function serve(args: readonly string[]): Promise<Served> {
  const flags = new Command('wechat-simulator')
    .description(
      'WeChat, WeCom and WeChat Pay, offline: point WECHAT_API_BASE at <address>/api, WECOM_API_BASE at /qyapi, WECHATPAY_API_BASE at /pay',
    )
    .option('--port <number>', 'port to listen on, 0 for a free one', '3900')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--seed <text>', 'same seed, same codes and tokens')
    .option('--config <file>', 'JSON file with WorldOptions: apps, corp, message push, limits')
    .parse(args, { from: 'user' })
    .opts<Flags>();
  const configured = flags.config ? (JSON.parse(readFileSync(flags.config, 'utf8')) as WorldOptions) : {};
  // With the settings of the server that it stands in for, DATA_DIR above all: the demo's keys lie there.
  const pay = () => simulatedAccount(readEnv({ ...process.env, NODE_ENV: 'development' }));
  const world = new World({ demoCodes: true, lazyDemoUsers: true, pay, ...configured, ...(flags.seed ? { seed: flags.seed } : {}) });
  const app = Fastify();
  await app.register(wechatSimulator, { world });
  const address = await app.listen({ port: Number(flags.port), host: flags.host });
  return {
    app,
    world,
    addresses: { address, api: `${address}/api`, qyapi: `${address}/qyapi`, pay: `${address}/pay`, control: `${address}/control` },
  };
}

if (require.main === module) {
  serve(process.argv.slice(2)).then(
    ({ app, addresses }) => {
      console.log(JSON.stringify(addresses));
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void app.close().then(() => process.exit(0)));
    },
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    },
  );
}
