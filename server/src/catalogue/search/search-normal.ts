/** One way of writing what people write in many: widths, sizes, units of measure. Products and queries go through the same. */

/** After a number only: 米 alone stays a word. */
const MEASURES: [RegExp, string][] = [
  [/毫米|㎜/, 'mm'],
  [/厘米|公分|㎝/, 'cm'],
  [/平方米|平方毫米|平米|平方|mm2|m2/, '平方'],
  [/千瓦/, 'kw'],
  [/毫升/, 'ml'],
  [/公斤|千克/, 'kg'],
  [/公升|升/, 'l'],
  [/米/, 'm'],
  [/克/, 'g'],
  [/伏/, 'v'],
  [/瓦/, 'w'],
  [/英寸|吋|寸|''|′′|"/, '"'],
  [/号/, '#'],
];
/** Eighths of an inch, as pipes are called over the counter. */
const INCHES: Record<string, string> = { '2': '1/4"', '3': '3/8"', '4': '1/2"', '6': '3/4"' };

/** `ＤＮ２０ 球阀（1/2寸）` → `dn20 球阀 1/2"`; words stand apart by one space. */
export function normalised(text: string): string {
  let result = text
    .replace(/(\d)(?=[½¼¾⅛⅜⅝⅞])/g, '$1 ')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/⁄/g, '/')
    .replace(/[ø⌀∅]/g, 'φ')
    .replace(/[“”]/g, '"')
    .replace(/(\d["a-z]*)\s*[×✕╳*x]\s*(?=φ?\d)/g, '$1x');
  for (const [words, sign] of MEASURES) result = result.replace(new RegExp(`(\\d)\\s*(?:${words.source})`, 'g'), `$1${sign}`);
  return result
    .replace(/(?<!\d)["./]|["]?[./](?!\d)/g, ' ')
    .replace(/[^\p{L}\p{N}./#"\s]/gu, ' ')
    .replace(/(?<![\p{L}\p{N}])(dn|de|pn|m|φ) +(?=\d)/gu, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

export type Run = { text: string; isHan: boolean };

/** Stretches of Chinese and of anything else; a space ends both. */
export function runsOf(text: string): Run[] {
  const runs = text.match(/\p{Script=Han}+|[^\s\p{Script=Han}]+/gu) ?? [];
  return runs.map((run) => ({ text: run, isHan: /^\p{Script=Han}/u.test(run) }));
}

/** What a size is called otherwise: 4分 is 1/2寸. Of normalised text. */
export function otherSizes(text: string): string[] {
  const asInches = [...text.matchAll(/(?<![\d./])([2346])分(?![之钟类])/g)].map(([, eighths]) => INCHES[eighths!]!);
  // Not the half of one and a half.
  const asEighths = Object.entries(INCHES).filter(([, inches]) => new RegExp(`(?<![\\d./]|(?:^|\\s)\\d )${inches}`).test(text));
  return [...asInches, ...asEighths.map(([eighths]) => `${eighths}分`)];
}

export const pairsOf = (units: readonly string[], joint = ''): string[] =>
  units.slice(1).map((unit, index) => `${units[index]}${joint}${unit}`);
