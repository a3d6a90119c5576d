import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = resolve(__dirname, '../..');

/** The compiled server as a process manager runs it. */
describe('a process', () => {
  let folder: string;
  let child: ChildProcess | undefined;
  let output: string;

  beforeAll(() => {
    const built = spawnSync(process.execPath, ['scripts/build.mjs', 'shared', 'server', 'scripts'], { cwd: root, encoding: 'utf8' });
    if (built.status !== 0) throw new Error(built.stderr);
  });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dianquan-process-'));
  });

  afterEach(() => {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  function run(env: Record<string, string>): Promise<number | null> {
    output = '';
    const own = { NODE_ENV: 'development', DATABASE_URL: '', PORT: '0', DATA_DIR: folder, ...env };
    const started = spawn(process.execPath, ['scripts/dist/launch/main.js'], { cwd: root, env: { ...process.env, ...own } });
    child = started;
    for (const stream of [started.stdout, started.stderr]) {
      stream.on('data', (text) => {
        output += text;
      });
    }
    return new Promise((done) => started.on('close', done));
  }

  async function printed(pattern: RegExp): Promise<string> {
    for (const until = Date.now() + 30_000; Date.now() < until; await sleep(50)) {
      const found = pattern.exec(output);
      if (found) return found[1] ?? found[0];
      if (child?.exitCode !== null) break;
    }
    throw new Error(`not printed: ${pattern}\n${output}`);
  }

  it.each(['SIGTERM', 'SIGINT'] as const)('that serves ends with 0 on %s', async (signal) => {
    const ended = run({ ROLE: 'all' });
    const url = await printed(/Dianquan listens at (http:\S+)/);
    expect((await fetch(`${url}/api/health/live`)).status).toBe(200);
    child?.kill(signal);
    expect(await ended).toBe(0);
  });

  it('that works in the background ends with 0 on SIGTERM', async () => {
    const ended = run({ ROLE: 'worker' });
    await printed(/in the background/);
    child?.kill('SIGTERM');
    expect(await ended).toBe(0);
  });

  it('that is told nonsense ends with 1 and one sentence', async () => {
    expect(await run({ ROLE: 'boss' })).toBe(1);
    expect(output).toMatch(/^✗ 设置有误[\s\S]*ROLE/);
    expect(output).not.toContain('    at ');
  });
});

jest.setTimeout(90_000);
