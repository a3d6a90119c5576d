import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
let running: Promise<Browser> | undefined;

/** One browser for a file of journeys; phones are contexts in it. */
export function browser(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM, ...CANDIDATES].find((path) => path && existsSync(path));
  if (!executablePath) throw new Error(`no browser: install chromium, or name one in CHROMIUM (looked for ${CANDIDATES.join(', ')})`);
  running ??= chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--lang=zh-CN'] });
  return running;
}

export async function closeBrowser(): Promise<void> {
  const open = running;
  running = undefined;
  await (await open)?.close();
}
