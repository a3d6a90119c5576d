import { mkdir } from 'node:fs/promises';
import { NestFactory } from '@nestjs/core';
import { appModule } from './app.module';
import type { Env } from './platform/config/env';
import { createLogs, NestLog } from './platform/logging';

export type Worker = { close(): Promise<void> };

/** Background work only: no HTTP. Any number of these share the outbox of one database. */
export async function createWorker(env: Env): Promise<Worker> {
  await mkdir(env.dataDir, { recursive: true });
  const app = await NestFactory.createApplicationContext(appModule(env, { runJobs: true }), {
    logger: new NestLog(createLogs(env).main),
    abortOnError: false,
  });
  return { close: () => app.close() };
}
