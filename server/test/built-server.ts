import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The compiled server's entry. @throws where nothing is compiled: a test of the real process has to fail then, not to stay away */
function builtMain(): string {
  const main = join(__dirname, '../dist/src/main.js');
  if (!existsSync(main)) throw new Error('server/dist is not built: node scripts/build.mjs server');
  return main;
}

export interface BuiltProcess {
  /** @returns the exit code, or the signal that ended it; at once where it has ended before */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | NodeJS.Signals | null>;
}

export interface BuiltServer extends BuiltProcess {
  url: string;
}

/** The compiled server as a process of its own, on a free port. */
export async function startBuilt(env: Record<string, string>): Promise<BuiltServer> {
  const { child, gone } = launch({ PORT: '0', ...env });
  const url = await Promise.race([printed(child), gone.then((code) => Promise.reject(new Error(`the server ended with ${code}`)))]);
  return { url, stop: stopper(child, gone) };
}

/** One more process that works on jobs and answers nobody. */
export function startBuiltWorker(env: Record<string, string>): BuiltProcess {
  const { child, gone } = launch({ ...env, ROLE: 'worker' });
  return { stop: stopper(child, gone) };
}

type Gone = Promise<number | NodeJS.Signals | null>;

function launch(env: Record<string, string>): { child: ChildProcess; gone: Gone } {
  const settings = { NODE_ENV: 'test', LOG_LEVEL: 'silent', RATE_LIMITS: 'off', DISK_RESERVE_MB: '0', ...env };
  const child = spawn(process.execPath, [builtMain()], { env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'inherit'] });
  return { child, gone: new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal))) };
}

function stopper(child: ChildProcess, gone: Gone): BuiltProcess['stop'] {
  return (signal) => {
    child.kill(signal);
    return gone;
  };
}

function printed(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let output = '';
    child.stdout?.on('data', (text) => {
      output += text;
      const url = /listens on (http:\S+)/.exec(output)?.[1];
      if (url) resolve(url);
    });
  });
}
