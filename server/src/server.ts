import { mkdir } from 'node:fs/promises';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { DestinationStream } from 'pino';
import { appModule } from './app.module';
import type { Env } from './platform/config/env';
import { createAdapter, prepare } from './platform/http/fastify';
import { serveDocs } from './platform/http/openapi/docs';
import { openApiDocument } from './platform/http/openapi/document';
import { Operations } from './platform/http/operations';
import { serveSite } from './platform/http/static-site';
import { JobRunner } from './platform/jobs/runner';
import { createLogs, NestLog } from './platform/logging';

/** Shorter than the patience of whoever stops the process. */
const HTTP_GRACE_MS = 15_000;

export type Server = {
  app: NestFastifyApplication;
  /** Answers the address that it listens on. */
  listen(): Promise<string>;
  /** Refuses what is new, finishes what is under way, then stops the background work and the database. */
  close(): Promise<void>;
};

export type ServerOptions = {
  /** Mounts more into the same process and port: the demo adds the simulator, the phones page and the h5 build. */
  extend?: (fastify: FastifyInstance) => Promise<void>;
  logStream?: DestinationStream;
  /** Other rooms than those of the application: tests of the platform bring their own. */
  rooms?: Type[];
  /** Whether background work runs by itself; otherwise as the role says. */
  runJobs?: boolean;
};

export async function createServer(env: Env, options: ServerOptions = {}): Promise<Server> {
  const logs = createLogs(env, options.logStream);
  await mkdir(env.dataDir, { recursive: true });
  const adapter = createAdapter(env, logs.main);
  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  const gate = await prepare(fastify, env, logs.requests);
  await serveDocs(fastify, () => openApiDocument(app.get(Operations).all(), env.publicUrl));
  if (env.h5Dir) await serveSite(fastify, { root: env.h5Dir, prefix: '/', sendsFiles: true });
  await options.extend?.(fastify);

  const app: NestFastifyApplication = await NestFactory.create<NestFastifyApplication>(
    appModule(env, { runJobs: options.runJobs ?? env.role !== 'api' }, options.rooms),
    adapter,
    {
      logger: new NestLog(logs.main),
      abortOnError: false,
      bodyParser: false,
    },
  );
  app.setGlobalPrefix('api');
  await app.init();
  return {
    app,
    listen: async () => fastify.listen({ host: env.host, port: env.port }),
    close: async () => {
      gate.stop();
      const sweep = setInterval(() => fastify.server.closeIdleConnections(), 200);
      // An upload that never ends must not keep the rest from being put away in order.
      const last = setTimeout(() => fastify.server.closeAllConnections(), HTTP_GRACE_MS);
      // HTTP and the background work first, then the rest: what is under way still needs the database.
      const http = fastify.close().finally(() => {
        clearInterval(sweep);
        clearTimeout(last);
      });
      await Promise.all([http, app.get(JobRunner, { strict: false }).stop()]);
      await app.close();
    },
  };
}
