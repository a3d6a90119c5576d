import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../../..');

const counts = new Map<string, number>();

/** `build/screenshots/JOURNEY/NN-KIND-NAME.EXTENSION`, numbered in the order in which they were taken. */
export function shotFile(journey: string, kind: string, name: string, extension: string): string {
  const folder = join(ROOT, 'build/screenshots', journey);
  mkdirSync(folder, { recursive: true });
  if (!counts.has(`${journey} ${kind}`)) forgetEarlier(folder, kind);
  const number = (counts.get(`${journey} ${kind}`) ?? 0) + 1;
  counts.set(`${journey} ${kind}`, number);
  return join(folder, `${kind}-${String(number).padStart(2, '0')}-${name}.${extension}`);
}

/** What an earlier run has left would be mistaken for this one's. */
function forgetEarlier(folder: string, kind: string): void {
  for (const file of readdirSync(folder)) if (file.startsWith(`${kind}-`)) rmSync(join(folder, file));
}
