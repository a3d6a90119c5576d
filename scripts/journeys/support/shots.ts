import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../../..');

const counts = new Map<string, number>();

/** `build/screenshots/JOURNEY/NN-KIND-NAME.EXTENSION`, numbered in the order in which they were taken. */
export function shotFile(journey: string, kind: string, name: string, extension: string): string {
  const folder = join(ROOT, 'build/screenshots', journey);
  mkdirSync(folder, { recursive: true });
  const number = (counts.get(`${journey} ${kind}`) ?? 0) + 1;
  counts.set(`${journey} ${kind}`, number);
  return join(folder, `${kind}-${String(number).padStart(2, '0')}-${name}.${extension}`);
}
