/** Recipients are written, counted and skipped in ranges of so many member ids. */
export const CHUNK_SIZE = 10_000;

/** The chunk that a member's row belongs to: fixed by the id alone, so that a restart and a late joiner agree. */
export const chunkOf = (memberId: number): number => Math.floor((memberId - 1) / CHUNK_SIZE);
export const chunkRange = (number: number): { first: number; last: number } => ({
  first: number * CHUNK_SIZE + 1,
  last: (number + 1) * CHUNK_SIZE,
});
