import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { at, root } from '../launch/paths.mjs';

const LONGEST = 300;
const CODE = /[.](ts|tsx|mjs|cjs|js|scss|sh|yml|conf)$|^[.]ci\/run$|Dockerfile$/;
/** Spelled apart, so that this file does not find itself. */
const UNFINISHED = new RegExp(`\\b(${['TO', 'FIX'].map((head, i) => head + ['DO', 'ME'][i]).join('|')})\\b`);
const MACHINE_PATH = /(^|[\s'"`(=:])\/(work|home|root|Users|private\/tmp)\/[\w.-]/;

/**
 * What no linter looks at: notes of unfinished work, paths of somebody's machine, and files that grew too long.
 * @returns {import('./parts.mjs').Finding}
 */
export function readText() {
  /** @type {string[]} */
  const faults = [];
  /** @type {string[]} */
  const warnings = [];
  for (const file of trackedFiles()) {
    const lines = readFileSync(at(file), 'utf8').split('\n');
    lines.forEach((line, index) => {
      if (UNFINISHED.test(line)) faults.push(`${file}:${index + 1} unfinished work: ${line.trim()}`);
      if (MACHINE_PATH.test(line)) faults.push(`${file}:${index + 1} path of a machine: ${line.trim()}`);
    });
    if (/\/src\//.test(file) && lines.length > LONGEST) warnings.push(`${file} has ${lines.length} lines, more than ${LONGEST}`);
  }
  return { ok: faults.length === 0, text: [...faults, ...warnings.map((warning) => `warning: ${warning}`)].join('\n') };
}

/** Those git knows, and new ones it would take. */
function trackedFiles() {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' });
  return list.split('\0').filter((file) => CODE.test(file) && existsSync(at(file)));
}
