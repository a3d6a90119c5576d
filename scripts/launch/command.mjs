import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from './paths.mjs';
import { Problem } from './problem.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Whoever ends us ends what we started; a terminal's Ctrl-C reaches the children by itself.
 * Called by the launcher only as long as it is the one in charge: a server handles its own signals.
 * @returns {() => void} stops listening
 */
export function endChildrenWithUs() {
  endWithParent();
  /** @type {[NodeJS.Signals, number][]} */
  const signals = [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ];
  const handlers = signals.map(([signal, code]) => {
    const handler = () => {
      endChildren(signal);
      process.exit(code);
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const off of handlers) off();
  };
}

/**
 * npm passes a signal to the shell between us and it, and the shell dies without a word to us. So whoever npm has started
 * looks whether its parent is still there, and takes its end for a signal.
 */
function endWithParent() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}

/** @param {NodeJS.Signals} [signal] */
export function endChildren(signal = 'SIGTERM') {
  for (const child of running) child.kill(signal);
}

/**
 * @typedef {object} Options
 * @property {Record<string, string | undefined>} [env]
 * @property {string} [cwd]
 * @property {(line: string) => void} [onErrorLine] each line of stderr, where progress is told
 * @property {boolean} [show] pass the output through instead of keeping it
 */

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {Options} [options]
 * @returns {Promise<{ code: number, output: string, stdout: string }>}
 */
export function execute(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', options.show ? 'inherit' : 'pipe', options.show ? 'inherit' : 'pipe'],
      shell: process.platform === 'win32' && command === 'npm',
    });
    running.add(child);
    let output = '';
    let stdout = '';
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        output += text;
        if (stream === child.stdout) stdout += text;
      });
      if (options.onErrorLine && stream === child.stderr) createInterface({ input: stream }).on('line', options.onErrorLine);
    }
    child.on('error', (error) => {
      running.delete(child);
      reject(error);
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      resolve({ code: code ?? (signal ? 1 : 0), output, stdout });
    });
  });
}

/**
 * Runs a command that has to succeed.
 * @param {string} sentence what failed, for the person at the terminal
 * @param {string} hint what to do about it
 * @param {string} command
 * @param {string[]} args
 * @param {Options} [options]
 */
export async function must(sentence, hint, command, args, options) {
  const { code, output, stdout } = await execute(command, args, options);
  if (code !== 0) throw new Problem(sentence, { hint, log: output });
  return stdout;
}
