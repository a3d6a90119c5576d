import type { Clock } from '../../src/platform/clock';
import type { Database } from '../../src/platform/database/database';

/** What a builder needs of the application under test. */
export type Built = { db: Database; clock: Clock };

let count = 0;

/** A number that nothing else in this test file has. */
export function unique(): number {
  count += 1;
  return count;
}

/** A mobile number that nobody else in this test file has. */
export function uniquePhone(): string {
  return `139${String(10_000_000 + unique())}`;
}
