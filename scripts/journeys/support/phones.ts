import { closeBrowser } from './browser';
import { type Holder, type Phone, type PhoneKind, takePhone } from './phone';
import type { Place } from './place';

/** The phones of one journey, by whose they are. */
export class Phones {
  private readonly held = new Map<string, Phone>();

  constructor(
    private readonly kind: PhoneKind,
    private readonly place: Place,
    private readonly journey: string,
  ) {}

  async of(key: string, provider: 'wechat' | 'wecom', habits: Omit<Holder, 'key' | 'provider'> = {}): Promise<Phone> {
    const held = this.held.get(key) ?? (await takePhone(this.kind, this.place, this.journey, { key, provider, ...habits }));
    this.held.set(key, held);
    return held;
  }

  get errors(): string[] {
    return [...this.held.values()].flatMap((phone) => phone.errors);
  }

  /** Laid aside, together with the browser that some of them are in. */
  async close(): Promise<void> {
    for (const phone of this.held.values()) await phone.close();
    await closeBrowser();
  }
}
