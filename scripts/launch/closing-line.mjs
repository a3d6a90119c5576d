import { appendFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, skipped?: number }} Counts */

/**
 * Ends a command with its counts. Inside a larger run, which adds them up and closes with one line of its own, they are handed over instead.
 * @param {string} name
 * @param {Counts} counts
 * @returns {number} the exit code
 */
export function close(name, counts) {
  if (process.env.COUNTS_FILE) appendFileSync(process.env.COUNTS_FILE, `${JSON.stringify({ name, ...counts })}\n`);
  else console.log(closingLine(counts));
  return counts.failed === 0 ? 0 : 1;
}

/** @param {Counts} counts */
export function closingLine({ passed, failed, skipped = 0 }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** @param {Counts[]} all @returns {Required<Counts>} */
export function sum(all) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const counts of all) {
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped ?? 0;
  }
  return total;
}
