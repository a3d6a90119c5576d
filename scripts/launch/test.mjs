import { existsSync } from 'node:fs';
import { build, buildNode } from './build.mjs';
import { close, closingLine, sum } from './closing-line.mjs';
import { endChildrenWithUs } from './command.mjs';
import { install } from './install.mjs';
import { runJest } from './jest.mjs';
import { at } from './paths.mjs';
import { elapsed } from './progress.mjs';

const WORKSPACES = ['shared', 'server', 'scripts', 'miniprogram'];
const JOURNEYS = 'scripts/journeys';

/**
 * `npm test -- [workspace…] [filter…] [--journeys]`: all specs, those of some workspaces, or those whose path matches.
 * The journeys of the users need both builds of the mini-program and a browser, so they are run when asked for.
 * @param {string[]} args
 */
export async function test(args) {
  endChildrenWithUs();
  const only = args.filter((arg) => WORKSPACES.includes(arg));
  const filters = args.filter((arg) => !WORKSPACES.includes(arg) && arg !== '--journeys');
  const withJourneys = args.includes('--journeys');
  const chosen = only.length > 0 || withJourneys ? only : WORKSPACES;

  await install();
  await buildNode();
  if (withJourneys) await Promise.all([build('h5'), build('weapp')]);

  const results = [];
  for (const folder of [...chosen, ...(withJourneys ? [JOURNEYS] : [])].filter((one) => existsSync(at(one, 'jest.config.js')))) {
    const startedAt = Date.now();
    console.error(`\n── ${folder} ──`);
    results.push({ folder, ...(await runJest(folder, filters)), took: elapsed(startedAt) });
  }
  console.log('');
  for (const { folder, took, ...counts } of results) {
    console.log(`${counts.failed === 0 ? '✓' : '✗'} ${folder.padEnd(18)} ${closingLine(counts).replaceAll(',', ' ·')}  ${took}`);
  }
  return close('test', sum(results));
}
