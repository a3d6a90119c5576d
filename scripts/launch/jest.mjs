import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execute } from './command.mjs';
import { at } from './paths.mjs';

/**
 * Runs the specs of one folder with a jest.config.js and counts them. A spec file that does not even load counts as one failure.
 * @param {string} folder
 * @param {string[]} args filters and options of jest
 * @returns {Promise<Required<import('./closing-line.mjs').Counts>>}
 */
export async function runJest(folder, args) {
  // A filter may leave nothing of a folder; without one, a folder without tests is a fault.
  const passes = args.length > 0 ? ['--passWithNoTests'] : [];
  const scratch = mkdtempSync(path.join(tmpdir(), 'dianquan-jest-'));
  const report = path.join(scratch, 'report.json');
  try {
    const { code } = await execute(
      process.execPath,
      [at('node_modules/jest/bin/jest.js'), '-c', `${folder}/jest.config.js`, '--json', '--outputFile', report, ...passes, ...args],
      { show: true },
    );
    if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
    const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
    const failed = numFailedTests + numRuntimeErrorTestSuites;
    return { passed: numPassedTests, failed: code === 0 ? failed : Math.max(failed, 1), skipped: numPendingTests };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}
