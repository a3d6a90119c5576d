import { phoneOf } from '../../wechat-simulator/state/identities';
import type { Content } from '../content/content';
import type { Dice } from '../dice';

/** Names and numbers of people. */
export class Names {
  private readonly dice: Dice;
  private readonly surnames: [string, number][];
  private readonly takenPhones = new Set<string>();

  constructor(
    private readonly words: Content['names'],
    dice: Dice,
    /** Of those whom one can sign in as: nobody else is called that. */
    private readonly reserved: ReadonlySet<string>,
  ) {
    this.dice = dice.fork('names');
    this.surnames = Object.entries(words.surnames);
  }

  surname(): string {
    return this.dice.weighted(this.surnames, ([, weight]) => weight)[0];
  }

  person(): { name: string; female: boolean; surname: string } {
    for (;;) {
      const female = this.dice.chance(0.42);
      const surname = this.surname();
      const name = surname + this.dice.pick(female ? this.words.female : this.words.male);
      if (!this.reserved.has(name)) return { name, female, surname };
    }
  }

  /** As people call themselves on WeChat: mostly their name, sometimes something with the shop in it, sometimes a saying. */
  nickname(name: string, surname: string, shopName: string): string {
    if (!this.dice.chance(0.14)) return name;
    return this.dice.pick(this.words.nicknames).replace('{姓}', surname).replace('{店}', shopName.slice(0, 6));
  }

  /** With prefixes that were given to no subscriber when this was written, so that a tap on *call* rings nowhere. */
  phone(): string {
    for (;;) {
      const phone = this.dice.pick(this.words.phonePrefixes) + String(this.dice.int(100_000_000)).padStart(8, '0');
      if (this.takenPhones.has(phone)) continue;
      this.takenPhones.add(phone);
      return phone;
    }
  }

  /** People whom the phones page shows have the number that the simulated platform vouches for. */
  phoneOfKey(key: string): string {
    return phoneOf(key);
  }
}
