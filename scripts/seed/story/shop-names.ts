import type { Content, Trade } from '../content/content';
import type { Dice } from '../dice';

/** `簇桥顺达五金经营部`, `老周水暖店`, `永兴电料商行`: rarely the same twice, and then only as often as in life. */
export class ShopNames {
  private readonly suffixes: [string, number][];
  private readonly taken = new Map<string, number>();

  constructor(private readonly words: Content['shops']) {
    this.suffixes = Object.entries(words.suffixes);
  }

  trade(dice: Dice): Trade {
    return dice.weighted(this.words.trades, (trade) => trade.weight);
  }

  name(dice: Dice, trade: Trade, owner: { surname: string; given: string }, place: { street: string; districtName: string }): string {
    for (let attempt = 0; ; attempt++) {
      const name = this.compose(dice, trade, owner, place);
      const uses = this.taken.get(name) ?? 0;
      if (uses > 0 && attempt < 8) continue;
      this.taken.set(name, uses + 1);
      return name;
    }
  }

  private compose(
    dice: Dice,
    trade: Trade,
    owner: { surname: string; given: string },
    place: { street: string; districtName: string },
  ): string {
    const word = dice.pick(trade.words);
    const suffix = dice.weighted(this.suffixes, ([, weight]) => weight)[0];
    const district = place.districtName;
    const near = place.street.replace(/(街道|镇)$/, '');
    const roll = dice.float();
    if (roll < 0.13) return `${owner.surname}${dice.pick(['记', '家', '氏'])}${word}${suffix}`;
    if (roll < 0.19) return `${dice.pick(['老', '小'])}${owner.surname}${word}${dice.pick(['店', '行', '铺'])}`;
    if (roll < 0.26 && owner.given.length > 1) return `${owner.given}${word}${suffix}`;
    if (roll < 0.36) return `${near}${dice.pick(this.words.luckyWords)}${word}${suffix}`;
    if (roll < 0.42) return `${near}${word}${suffix}`;
    if (roll < 0.5) return `${district}${dice.pick(this.words.luckyWords)}${word}${suffix}`;
    if (roll < 0.52) return `成都市${district}${dice.pick(this.words.luckyWords)}${word}${suffix}`;
    return `${dice.pick(this.words.luckyWords)}${word}${suffix}`;
  }
}
