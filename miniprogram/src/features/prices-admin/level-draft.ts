import { moneyText } from '@dianquan/shared/money';
import type { Answer, Input } from '@/platform/contract';

export type Level = Answer<'priceLevels.list'>['items'][number];
/** A rule with what it speaks of, by name. */
export type NamedRule = Level['rules'][number];
type BareRules = NonNullable<NonNullable<Input<'priceLevels.update'>['body']>['rules']>;

/** 92.5 → 925 permille; null when it is no discount: the price is what is typed percent of the list price. */
export function permilleOf(typed: string): number | null {
  const [, whole, tenth = '0'] = /^(\d{1,3})(?:\.(\d))?$/.exec(typed.trim()) ?? [];
  if (whole === undefined) return null;
  const permille = Number(whole) * 10 + Number(tenth);
  return permille >= 1 && permille <= 1000 ? permille : null;
}
export const percentOf = (permille: number): string => (permille % 10 === 0 ? String(permille / 10) : (permille / 10).toFixed(1));

/** 按标价的 92.5% */
export const ruleText = (rule: NamedRule): string =>
  rule.kind === 'sku' ? `定价 ${moneyText(rule.fen)}` : `按标价的 ${percentOf(rule.permille)}%`;
export const KIND_ZH: Record<NamedRule['kind'], string> = { category: '分类', brand: '品牌', product: '商品', sku: '单个规格' };

/** Two rules about the same thing cannot both hold: the later one takes the place of the earlier. */
const aboutOf = (rule: NamedRule): string => {
  if (rule.kind === 'sku') return `sku ${rule.skuId}`;
  if (rule.kind === 'product') return `product ${rule.productId}`;
  return rule.kind === 'category' ? `category ${rule.categoryId}` : `brand ${rule.brand}`;
};
export const keyOfRule = aboutOf;
export function withRule(rules: readonly NamedRule[], rule: NamedRule): NamedRule[] {
  const about = aboutOf(rule);
  return rules.some((one) => aboutOf(one) === about) ? rules.map((one) => (aboutOf(one) === about ? rule : one)) : [...rules, rule];
}

/** As it is sent: the names are the page's own. */
export const bareRules = (rules: readonly NamedRule[]): BareRules => rules.map(({ label: _, ...rule }) => rule);

/** 92% · 93 条: what holds for all goods, and how many rules besides. */
export function levelText({ permille, rules }: Pick<Level, 'permille' | 'rules'>): string {
  const said = [permille === null ? '只按规则' : `${percentOf(permille)}%`, rules.length > 0 && `${rules.length} 条规则`];
  return said.filter(Boolean).join(' · ');
}

/** For whom a level is, in one line. */
export function forWhom({ shopLevels, segments, shops }: Level): string {
  const said = [
    shopLevels.length > 0 ? `${shopLevels.join('、')} 级门店` : '',
    segments.map(({ name }) => name).join('、'),
    shops > 0 ? `单独指定 ${shops} 家` : '',
  ].filter(Boolean);
  return said.length > 0 ? said.join('；') : '还没有给任何门店';
}
