import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import Fastify from 'fastify';
import type { WorldOptions } from './options';
import { wechatSimulator } from './simulator';
import { World } from './state/world';

interface Flags {
  port: string;
  host: string;
  seed?: string;
  config?: string;
}

const flags = new Command('wechat-simulator')
  .description('WeChat and WeCom, offline: point WECHAT_API_BASE at <address>/api and WECOM_API_BASE at <address>/qyapi')
  .option('--port <number>', 'port to listen on, 0 for a free one', '3900')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--seed <text>', 'same seed, same codes and tokens')
  .option('--config <file>', 'JSON file with WorldOptions: apps, corp, message push, limits')
  .parse()
  .opts<Flags>();

async function main(): Promise<void> {
  const configured = flags.config ? (JSON.parse(readFileSync(flags.config, 'utf8')) as WorldOptions) : {};
  const world = new World({ demoCodes: true, lazyDemoUsers: true, ...configured, ...(flags.seed ? { seed: flags.seed } : {}) });
  const app = Fastify();
  await app.register(wechatSimulator, { world });
  const address = await app.listen({ port: Number(flags.port), host: flags.host });
  console.log(JSON.stringify({ address, api: `${address}/api`, qyapi: `${address}/qyapi`, control: `${address}/control` }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void app.close().then(() => process.exit(0)));
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
