import { EnvFault, readEnv } from './platform/config/env';
import { createServer } from './server';
import { createWorker } from './worker';

/** Longer than any request or chunk of work is meant to take; whoever started us kills at last. */
const PATIENCE_MS = 25_000;

async function main(): Promise<void> {
  const env = readEnv();
  if (env.role === 'worker') {
    stopOnSignal(await createWorker(env));
    return;
  }
  const server = await createServer(env);
  stopOnSignal(server);
  process.stdout.write(`Dianquan listens on ${await server.listen()}\n`);
}

function stopOnSignal(running: { close(): Promise<void> }): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), PATIENCE_MS).unref();
    running.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof EnvFault || !(error instanceof Error) ? error : error.stack}\n`);
  process.exit(1);
}

main().catch(fail);
