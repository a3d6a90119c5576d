import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The compiled server's entry. @throws where nothing is compiled: a test of the real process has to fail then, not to stay away */
export function builtMain(): string {
  const main = join(__dirname, '../dist/src/main.js');
  if (!existsSync(main)) throw new Error('server/dist is not built: node scripts/build.mjs server');
  return main;
}

export interface BuiltServer {
  url: string;
  /** @returns the exit code, or the signal that ended it */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | NodeJS.Signals | null>;
}

/** The compiled server as a process of its own, on a free port. */
export async function startBuilt(env: Record<string, string>): Promise<BuiltServer> {
  const settings = { NODE_ENV: 'test', PORT: '0', LOG_LEVEL: 'silent', RATE_LIMITS: 'off', DISK_RESERVE_MB: '0', ...env };
  const child = spawn(process.execPath, [builtMain()], { env: { ...process.env, ...settings }, stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = new Promise<number | NodeJS.Signals | null>((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  const url = await Promise.race([printed(child), gone.then((code) => Promise.reject(new Error(`the server ended with ${code}`)))]);
  return {
    url,
    stop: (signal) => {
      child.kill(signal);
      return gone;
    },
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
