import { createHash } from 'node:crypto';

/** Chance that comes out the same for the same seed (sfc32). A fork of its own for each part keeps one part's changes out of the others. */
export class Dice {
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  constructor(private readonly seed: string) {
    const hash = createHash('sha256').update(seed).digest();
    [this.a, this.b, this.c, this.d] = [0, 4, 8, 12].map((at) => hash.readInt32LE(at)) as [number, number, number, number];
  }

  fork(label: string): Dice {
    return new Dice(`${this.seed}/${label}`);
  }

  /** From 0 up to, not including, 1. */
  float(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0;
    this.d = (this.d + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  }

  int(below: number): number {
    return Math.floor(this.float() * below);
  }

  /** Whole numbers, both ends included. */
  between(from: number, to: number): number {
    return from + this.int(to - from + 1);
  }

  chance(probability: number): boolean {
    return this.float() < probability;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(list.length)]!;
  }

  weighted<T>(list: readonly T[], weight: (item: T) => number): T {
    let left = this.float() * list.reduce((sum, item) => sum + weight(item), 0);
    for (const item of list) {
      left -= weight(item);
      if (left < 0) return item;
    }
    return list[list.length - 1]!;
  }

  shuffled<T>(list: readonly T[]): T[] {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.int(i + 1);
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    }
    return copy;
  }

  sample<T>(list: readonly T[], count: number): T[] {
    if (count * 4 > list.length) return this.shuffled(list).slice(0, count);
    const taken = new Set<number>();
    while (taken.size < count) taken.add(this.int(list.length));
    return [...taken].map((index) => list[index]!);
  }

  /** Bell-shaped. */
  normal(mean: number, deviation: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.float()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.float());
  }

  /** Mostly small, now and then large; the median is given. */
  skewed(median: number, spread: number): number {
    return median * Math.exp(this.normal(0, spread));
  }

  hex(bytes: number): string {
    return this.bytes(bytes).toString('hex');
  }

  bytes(count: number): Buffer {
    const buffer = Buffer.alloc(count);
    for (let i = 0; i < count; i++) buffer[i] = this.int(256);
    return buffer;
  }
}
