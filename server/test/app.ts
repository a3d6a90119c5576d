import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ErrorBody } from '@dianquan/shared/errors';
import { fillPath, type OperationId, route } from '@dianquan/shared/routes';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import fastify from 'fastify';
import { wechatSimulator } from '../../scripts/wechat-simulator/simulator';
import { World } from '../../scripts/wechat-simulator/state/world';
import { Clock } from '../src/platform/clock';
import { Env, readEnv } from '../src/platform/config/env';
import { Database } from '../src/platform/database/database';
import { errorCodesOf } from '../src/platform/http/openapi/error-codes';
import type { Answer } from '../src/platform/http/operation';
import { Operations } from '../src/platform/http/operations';
import { JobRunner } from '../src/platform/jobs/runner';
import { simulatedAccount } from '../src/platform/wechat-pay/demo-keys';
import { createServer } from '../src/server';
import { freshPlace } from './database';

/** Fields that may be missing are taken to be there: where they are not, the test fails on the spot. */
type Present<T> = T extends (infer One)[]
  ? Present<One>[]
  : T extends object
    ? { [Key in keyof T]-?: Present<NonNullable<T[Key]>> }
    : NonNullable<T>;
/** The answer or the refusal; the test says which it expects by the status. */
type Body<Id extends OperationId> = (Answer<Id> extends 'file' ? Buffer : Answer<Id> extends null ? unknown : Present<Answer<Id>>) &
  Omit<Present<ErrorBody>, 'details'> & { details: FaultList };
type FaultList = { field: string; rule: string; zh: string }[] & Record<string, unknown>;

export type Reply<Id extends OperationId> = { status: number; body: Body<Id>; headers: Headers };
/** What is sent is not checked by the compiler: many tests send what is wrong. */
export type Call = {
  /** A token. */
  as?: string;
  params?: Record<string, string | number>;
  query?: Record<string, unknown>;
  body?: unknown;
  /** The `file` part of a multipart request; `body` gives the other fields. */
  file?: { name: string; content: Buffer | string; type?: string };
  headers?: Record<string, string>;
};

export type BootOptions = {
  /** Settings beside those of every test. */
  env?: Record<string, string>;
  /** Other rooms than those of the application. */
  rooms?: Type[];
  /** Let background work run by itself; otherwise `runJobs()` does what is due. */
  runJobs?: boolean;
  /** Lines of the log, where a test wants to read them. */
  log?: string[];
};

export type TestApp = {
  app: NestFastifyApplication;
  url: string;
  env: Env;
  db: Database;
  clock: Clock;
  /** The simulated platform: its people, codes, faults. */
  world: World;
  call<Id extends OperationId>(id: Id, call?: Call): Promise<Reply<Id>>;
  /** Runs every background job that is due, and those they bring about. */
  runJobs(): Promise<void>;
  close(): Promise<void>;
};

/** The whole application on a database of its own, with the simulated platform beside it. */
export async function bootApp(options: BootOptions = {}): Promise<TestApp> {
  const place = await freshPlace();
  const dataDir = mkdtempSync(join(tmpdir(), 'dianquan-data-'));
  const platform = await startPlatform(() => env);
  const env: Env = readEnv({
    NODE_ENV: 'test',
    PORT: '0',
    DATABASE_URL: place.url,
    DATA_DIR: dataDir,
    WECHAT_API_BASE: `${platform.url}/api`,
    WECOM_API_BASE: `${platform.url}/qyapi`,
    WECHATPAY_API_BASE: `${platform.url}/pay`,
    RATE_LIMITS: 'off',
    LOG_LEVEL: options.log ? 'info' : 'silent',
    DISK_RESERVE_MB: '0',
    ...options.env,
  });
  const { log, rooms, runJobs = false } = options;
  const cleanUp = async (): Promise<void> => {
    await platform.close();
    await place.drop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  const logStream = log && { write: (line: string) => void log.push(line) };
  const server = await createServer(env, { runJobs, rooms, logStream }).catch(async (error: unknown) => {
    await cleanUp();
    throw error;
  });
  const url = await server.listen();
  platform.world.configurePush({
    url: `${url}/api/wechat/push`,
    token: env.wechat.pushToken,
    encodingAesKey: env.wechat.pushAesKey,
    mode: 'safe',
    format: 'json',
  });
  if (env.wecom.callback) {
    const { token, aesKey } = env.wecom.callback;
    platform.world.configureCallback({ url: `${url}/api/wecom/push`, token, encodingAesKey: aesKey });
  }
  if (env.wechatPay) env.wechatPay.notifyUrl = `${url}/api/wechat-pay`;
  let isClosed = false;
  let refusals: Refusals | undefined;
  return {
    app: server.app,
    url,
    env,
    db: server.app.get(Database, { strict: false }),
    clock: server.app.get(Clock, { strict: false }),
    world: platform.world,
    call: async (id, call) => {
      const reply = await send(url, id, call);
      refusals ??= refusalsOf(server.app.get(Operations, { strict: false }));
      return declared(refusals, id, reply);
    },
    runJobs: () => server.app.get(JobRunner, { strict: false }).drain(),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      await server.close();
      await cleanUp();
    },
  };
}

async function startPlatform(env: () => Env): Promise<{ url: string; world: World; close(): Promise<void> }> {
  const world = new World({ demoCodes: true, lazyDemoUsers: true, pay: () => simulatedAccount(env()) });
  const simulator = fastify();
  await simulator.register(wechatSimulator, { prefix: '/__wechat', world });
  const url = await simulator.listen({ host: '127.0.0.1', port: 0 });
  return { url: `${url}/__wechat`, world, close: () => simulator.close() };
}

async function send<Id extends OperationId>(base: string, id: Id, call: Call = {}): Promise<Reply<Id>> {
  const { method, path } = route(id);
  const url = new URL(`${base}/api${fillPath(path, call.params)}`);
  for (const [name, value] of Object.entries(call.query ?? {})) if (value !== undefined) url.searchParams.set(name, String(value));
  const headers: Record<string, string> = { ...(call.as === undefined ? {} : { authorization: `Bearer ${call.as}` }), ...call.headers };
  const response = await fetch(url, { method, headers, ...bodyOf(call, headers) });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  const body: unknown = response.status === 204 || response.status === 304 ? null : isJson ? JSON.parse(bytes.toString()) : bytes;
  return { status: response.status, body: body as Body<Id>, headers: response.headers };
}

type Refusals = ReadonlyMap<OperationId, readonly string[]>;
const refusalsOf = (operations: Operations): Refusals => new Map(operations.all().map((meta) => [meta.id, errorCodesOf(meta)]));

/** Whatever a test is about: a refusal that the contract does not name for the operation fails it. */
function declared<Id extends OperationId>(refusals: Refusals, id: Id, reply: Reply<Id>): Reply<Id> {
  const named = refusals.get(id);
  // Not being ready is an answer of its own, not a refusal.
  if (reply.status < 400 || !named || id === 'health.ready') return reply;
  const { code } = reply.body;
  if (!named.includes(code)) throw new Error(`${id} answers ${code}, which its contract does not name`);
  return reply;
}

function bodyOf(call: Call, headers: Record<string, string>): { body?: FormData | string } {
  if (call.file) {
    const form = new FormData();
    for (const [name, value] of Object.entries((call.body ?? {}) as Record<string, unknown>)) form.append(name, String(value));
    form.append(
      'file',
      new Blob([new Uint8Array(Buffer.from(call.file.content))], call.file.type ? { type: call.file.type } : {}),
      call.file.name,
    );
    return { body: form };
  }
  if (call.body === undefined) return {};
  headers['content-type'] ??= 'application/json';
  return { body: typeof call.body === 'string' ? call.body : JSON.stringify(call.body) };
}
