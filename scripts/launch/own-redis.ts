import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PROGRAM = 'redis-server';
const STARTS_WITHIN_MS = 15_000;

export type OwnRedis = { url: string; stop(): Promise<void> };

export function hasRedis(): boolean {
  return spawnSync(PROGRAM, ['--version']).status === 0;
}

/** A Redis of one's own on a free port, for tests and benches; it keeps nothing, and nothing of a running one is touched. */
export async function startRedis(): Promise<OwnRedis> {
  const folder = await mkdtemp(path.join(tmpdir(), 'dianquan-redis-'));
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const server = spawn(PROGRAM, options, { stdio: ['ignore', 'pipe', 'ignore'] });
  // A run that is interrupted leaves nothing either.
  const abandon = () => {
    server.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', abandon);
  const stop = async () => {
    process.off('exit', abandon);
    if (server.exitCode === null && server.signalCode === null) {
      const gone = once(server, 'exit');
      server.kill('SIGKILL');
      await gone;
    }
    await rm(folder, { recursive: true, force: true });
  };
  await ready(server).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url: `redis://127.0.0.1:${port}`, stop };
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${PROGRAM} did not come up within ${STARTS_WITHIN_MS} ms`)), STARTS_WITHIN_MS);
    let said = '';
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`${PROGRAM} ended with ${code}: ${said}`)));
    server.stdout?.on('data', (chunk: Buffer) => {
      said = (said + chunk).slice(-4_000);
      if (!said.includes('Ready to accept connections')) return;
      clearTimeout(timer);
      resolve();
    });
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
}
