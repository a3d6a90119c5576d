import type { Calendar } from '../calendar';
import type { Content } from '../content/content';
import type { Dice } from '../dice';
import type { Shop } from './types';

/** Tags and custom fields. */
export function giveTraits(content: Content, calendar: Calendar, source: Dice, shops: Shop[]): void {
  const dice = source.fork('traits');
  const areas = new Map(Object.values(content.scenario.cast).map((one) => [one.shop, one.area]));
  const brands = content.fields.find((field) => field.key === 'brands')?.options ?? [];
  for (const shop of shops) {
    if (shop.tags.length === 0) shop.tags = tagsOf(shop, content, dice);
    const size = areas.get(shop.name) ?? Math.max(9, Math.round(dice.skewed(shop.level === 'A' ? 82 : shop.level === 'B' ? 56 : 36, 0.45)));
    const kind = size > 110 ? '批发店' : shop.tags.includes('工程渠道') ? '工程店' : shop.tags.includes('夫妻店') ? '夫妻店' : '零售店';
    shop.custom.set('kind', [kind]);
    // A stranger has told nobody more than the name.
    if (shop.isStranger && !dice.chance(0.15)) continue;
    if (areas.has(shop.name) || dice.chance(0.78)) shop.custom.set('area', [size]);
    if (dice.chance(0.6)) shop.custom.set('brands', dice.sample(brands, dice.between(1, 4)));
    if (dice.chance(0.35)) shop.custom.set('opened', [calendar.isoDay(-dice.between(200, 7_000))]);
    if (dice.chance(0.5)) shop.custom.set('slot', [dice.pick(['上午', '上午', '下午', '傍晚', '都可以'])]);
    if (dice.chance(0.12)) shop.custom.set('remark', [dice.pick(content.shops.notes)]);
  }
}

function tagsOf(shop: Shop, content: Content, dice: Dice): string[] {
  const trade = content.shops.trades.find((one) => one.trade === shop.trade);
  const tags = new Set((trade?.tags ?? []).filter(() => dice.chance(shop.isStranger ? 0.25 : 0.48)));
  if (/市场|机电城|建材城/.test(shop.address)) tags.add('市场档口');
  if (shop.isStranger) return [...tags];
  for (const tag of dice.sample(content.shops.commonTags, dice.between(0, 3))) tags.add(tag);
  if (shop.status !== 'partner') for (const tag of ['月结', '老客户']) tags.delete(tag);
  if (tags.has('月结')) tags.delete('现款');
  return [...tags];
}
