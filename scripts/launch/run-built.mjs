import { buildNode } from './build.mjs';
import { endChildrenWithUs, execute } from './command.mjs';
import { install } from './install.mjs';
import { at } from './paths.mjs';

/**
 * Runs a compiled command of scripts/ once everything on Node is up to date; its stdout is ours, progress goes to stderr.
 * @param {string} file below scripts/dist
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
export async function runBuilt(file, args) {
  endChildrenWithUs();
  await install();
  await buildNode();
  const { code } = await execute(process.execPath, ['--enable-source-maps', at('scripts/dist', file), ...args], { show: true });
  return code;
}
