import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import type { Place } from './place';

const ROOT = resolve(__dirname, '../../..');
/** Of Linux's clock; what /proc counts processor time in. */
const TICKS_PER_SECOND = 100;

export type Running = { url: string; pid: number; stop(): Promise<void> };

const children = new Set<ChildProcess>();

export async function stopServers(): Promise<void> {
  await Promise.all([...children].map(stop));
}

/** Our server as it runs in production, but for the rate limits: authentication, validation and logging are on. */
export function startOurs(place: Place, role: 'api' | 'all'): Promise<Running> {
  return start(join(ROOT, 'server/dist/src/main.js'), join(place.folder, 'ours.log'), '/api/health/live', {
    NODE_ENV: 'development',
    DATABASE_URL: place.url,
    DATA_DIR: place.folder,
    ROLE: role,
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'info',
    DISK_RESERVE_MB: '0',
  });
}

/** Fastify and a driver, hand-written SQL, no authentication and no validation. */
export function startBare(place: Place): Promise<Running> {
  return start(join(__dirname, 'bare.js'), join(place.folder, 'bare.log'), '/live', { BENCH_DATABASE: place.url });
}

async function start(script: string, log: string, alive: string, env: Record<string, string>): Promise<Running> {
  const port = await freePort();
  const output = openSync(log, 'a');
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...env, PORT: String(port), HOST: '127.0.0.1' },
    stdio: ['ignore', output, 'inherit'],
  });
  closeSync(output);
  children.add(child);
  child.once('exit', () => children.delete(child));
  const url = `http://127.0.0.1:${port}`;
  await waitUntilAlive(child, `${url}${alive}`);
  return { url, pid: child.pid as number, stop: () => stop(child) };
}

async function waitUntilAlive(child: ChildProcess, url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    const alive = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    if (alive) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('the server did not come up within 30 s');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(timer);
}

/** Processor milliseconds that a process has used so far, of all its threads. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [, , , , , , , , , , , user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return (((user ?? 0) + (system ?? 0)) * 1000) / TICKS_PER_SECOND;
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}
