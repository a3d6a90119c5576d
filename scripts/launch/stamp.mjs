import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { at } from './paths.mjs';

const SKIPPED = new Set(['node_modules', 'dist', 'build', 'coverage', 'test', 'journeys']);
const folder = at('node_modules/.dianquan');

/**
 * All files below a path that a build could read: no tests, no outputs, no leavings of tools, sorted.
 * @param {string} start absolute path of a file or folder
 * @returns {string[]}
 */
export function sources(start) {
  if (!existsSync(start)) return [];
  if (statSync(start).isFile()) return [start];
  return readdirSync(start, { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name) && !entry.name.startsWith('.') && !/\.spec\.tsx?$/.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? sources(path.join(start, entry.name)) : [path.join(start, entry.name)]));
}

/**
 * @param {string[]} inputs paths from the root
 * @param {string} [salt] whatever else the result depends on
 */
export function fingerprint(inputs, salt = '') {
  const hash = createHash('sha256').update(salt);
  for (const file of inputs.flatMap((input) => sources(at(input)))) {
    hash.update(`\0${file}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** @param {string} name @param {string} print */
export function isFresh(name, print) {
  const file = path.join(folder, name);
  return existsSync(file) && readFileSync(file, 'utf8') === print;
}

/** @param {string} name @param {string} print */
export function remember(name, print) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, name), print);
}

/**
 * Keeps two commands from building the same thing at once; the later one waits and then finds it done.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 */
export async function alone(name, work) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${name}.lock`);
  while (!take(file)) await sleep(200);
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function take(file) {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch {
    if (!holderIsAlive(file)) rmSync(file, { force: true });
    return false;
  }
}

/** @param {string} file */
function holderIsAlive(file) {
  try {
    const owner = readFileSync(file, 'utf8');
    // Between its creation and the writing of the number the file is empty for a moment.
    if (owner === '') return Date.now() - statSync(file).mtimeMs < 2000;
    process.kill(Number(owner), 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
