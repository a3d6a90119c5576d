import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const root = resolve(__dirname, '../..');

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The launcher runs before anything is compiled, so it is tested as it is: as a process. */
function node(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, CI: 'true', ...env } });
    const ended: Ended = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (text) => {
      ended.stdout += text;
    });
    child.stderr.on('data', (text) => {
      ended.stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => done({ ...ended, code }));
  });
}

describe('the launcher', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dianquan-launcher-'));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('says that the port is in use before it does anything', async () => {
    const other = createServer();
    await new Promise<void>((ready) => other.listen(0, '127.0.0.1', ready));
    const { port } = other.address() as AddressInfo;
    const { code, stdout, stderr } = await node(['scripts/start.mjs'], {
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: join(folder, 'data'),
    });
    other.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`端口 ${port} 已被占用`);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it.each([
    [['{"passed":3,"failed":0}', '{"passed":2,"failed":0,"skipped":1}'], 0, '5 passed, 0 failed, 1 skipped'],
    [['{"passed":3,"failed":0}', '{"passed":0,"failed":2,"skipped":0}'], 1, '3 passed, 2 failed'],
    [[], 1, '0 passed, 0 failed'],
  ])('adds up %j and answers %i', async (lines, code, line) => {
    const counts = join(folder, 'counts');
    writeFileSync(counts, lines.map((one) => `${one}\n`).join(''));
    expect(await node(['scripts/launch/total.mjs', counts])).toMatchObject({ code, stdout: `${line}\n` });
  });

  it('lets two commands that start at once build one after the other', async () => {
    const name = `spec-${process.pid}`;
    const log = join(folder, 'log');
    const script = `
      import { appendFileSync } from 'node:fs';
      import { alone } from './scripts/launch/stamp.mjs';
      await alone('${name}', async () => {
        appendFileSync('${log}', 'in ');
        await new Promise((later) => setTimeout(later, 300));
        appendFileSync('${log}', 'out ');
      });`;
    const ended = await Promise.all([1, 2, 3].map(() => node(['--input-type=module', '-e', script])));
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual([1, 2, 3].map(() => [0, '']));
    expect(readFileSync(log, 'utf8')).toBe('in out in out in out ');
  });

  it('does not wait for one that died while it was building', async () => {
    const name = `spec-dead-${process.pid}`;
    const script = (work: string) => `import { alone } from './scripts/launch/stamp.mjs'; await alone('${name}', async () => { ${work} });`;
    expect((await node(['--input-type=module', '-e', script("process.kill(process.pid, 'SIGKILL')")])).code).toBeNull();
    expect(await node(['--input-type=module', '-e', script("console.log('built')")])).toMatchObject({ code: 0, stdout: 'built\n' });
  });

  it('ends when the shell that npm put between them is ended', async () => {
    const file = join(folder, 'waits.mjs');
    writeFileSync(
      file,
      `import { endChildrenWithUs } from ${JSON.stringify(join(root, 'scripts/launch/command.mjs'))};
       endChildrenWithUs();
       setInterval(() => {}, 1000);
       console.log('started');`,
    );
    // The second command keeps the shell from becoming the first one.
    const shell = spawn('sh', ['-c', `"${process.execPath}" "${file}"; true`], { env: { ...process.env, npm_lifecycle_event: 'start' } });
    await new Promise((started) => shell.stdout.once('data', started));
    const last = new Promise((over) => shell.stdout.on('close', () => over('nobody writes there any more')));
    shell.kill('SIGTERM');
    expect(await Promise.race([last, sleep(4_000, 'still running', { ref: false })])).toBe('nobody writes there any more');
  });

  it('sees a changed source, and not a changed test', async () => {
    const print = `
      import path from 'node:path';
      import { fingerprint } from './scripts/launch/stamp.mjs';
      console.log(fingerprint([path.relative('.', ${JSON.stringify(folder)})]));`;
    const read = async () => (await node(['--input-type=module', '-e', print])).stdout;
    writeFileSync(join(folder, 'a.ts'), '1');
    const first = await read();
    expect(first).toMatch(/^[0-9a-f]{64}\n$/);
    writeFileSync(join(folder, 'a.spec.ts'), '1');
    writeFileSync(join(folder, '.cache-of-a-tool'), '1');
    expect(await read()).toBe(first);
    writeFileSync(join(folder, 'a.ts'), '2');
    expect(await read()).not.toBe(first);
  });
});
