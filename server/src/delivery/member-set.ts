/** Bits that a number holds exactly. */
export const WORD = 48;

/** Some of the member ids of a range, a bit for each: what says who they are without a row for each. */
export class MemberSet {
  private constructor(
    private readonly first: number,
    private readonly bits: Buffer,
  ) {}

  static of({ first, last }: { first: number; last: number }, ids: Iterable<number>): MemberSet {
    const set = new MemberSet(first, Buffer.alloc(Math.ceil((last - first + 1) / 8)));
    for (const id of ids) set.mark(id - first);
    return set;
  }

  /** Words of `WORD` bits each, by their place. */
  static ofWords({ first, last }: { first: number; last: number }, words: Iterable<{ word: number; bits: number }>): MemberSet {
    const ids: number[] = [];
    for (const { word, bits } of words)
      for (let bit = 0, rest = bits; rest > 0; bit++, rest = Math.floor(rest / 2)) if (rest % 2 === 1) ids.push(first + word * WORD + bit);
    return MemberSet.of({ first, last }, ids);
  }

  static read(first: number, text: string): MemberSet {
    return new MemberSet(first, Buffer.from(text, 'base64'));
  }

  has(id: number): boolean {
    const place = id - this.first;
    return place >= 0 && ((this.bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0;
  }

  get size(): number {
    return this.ids().length;
  }

  ids(): number[] {
    const found: number[] = [];
    for (const [i, byte] of this.bits.entries())
      for (let bit = 0; byte >> bit > 0; bit++) if ((byte >> bit) & 1) found.push(this.first + i * 8 + bit);
    return found;
  }

  without(ids: Iterable<number>): MemberSet {
    const rest = new MemberSet(this.first, Buffer.from(this.bits));
    for (const id of ids) if (rest.has(id)) rest.mark(id - this.first);
    return rest;
  }

  toString(): string {
    return this.bits.toString('base64');
  }

  private mark(place: number): void {
    this.bits[place >> 3] = (this.bits[place >> 3] ?? 0) ^ (1 << (place & 7));
  }
}
