import { normalised, otherSizes, pairsOf, type Run, runsOf } from './search-normal';
import { foldedSound, readingsOf, syllablesOf, syllablesWithin } from './search-sounds';

export type SearchableProduct = {
  name: string;
  brand?: string | null;
  category?: string | null;
  keywords?: readonly string[];
  specs?: readonly string[];
  codes?: readonly string[];
  barcodes?: readonly string[];
};
/** At most 16 characters; the weight, 1 to 100, is how much it says about the product. */
export type Gram = { gram: string; weight: number };
/** Fits products that have at least so many of these grams. */
export type Reading = { grams: string[]; atLeast: number };
export type SearchQuery = {
  tokens: Run[];
  /** How each Chinese character of a token sounds, the likeliest first; null for a token that isn't Chinese. */
  sounds: (string[][] | null)[];
  /** From exact to free: the next is only asked when those before brought too little. */
  readings: Reading[];
  /** For a slip of the finger or of the ear: only asked when nothing fits. */
  fuzzy: Reading[];
};
/** What candidates are verified on: each line of `text` a field, of `sound` its characters' readings. */
export type SearchDocument = { text: string; sound: string };

const LONGEST_QUERY = 40;
const LONGEST_GRAM = 16;
const WEIGHTS = { name: 60, keywords: 50, brand: 45, spec: 30, category: 20, code: 100 };

/** The rows of `product_gram` for a product: each gram once, with its best weight. */
export function gramsOfProduct(product: SearchableProduct): Gram[] {
  const weights = new Map<string, number>();
  const add = (gram: string, weight: number) => {
    const cut = Array.from(gram).slice(0, LONGEST_GRAM).join('');
    if (weight > (weights.get(cut) ?? 0)) weights.set(cut, Math.min(100, weight));
  };
  const { name, brand, keywords, specs, category } = fieldsOf(product);
  const brevity = Math.max(0, 10 - Math.floor(name.length / 3));
  addText(name, WEIGHTS.name + brevity, 20, add);
  addSound(name, WEIGHTS.name - 10 + brevity, add);
  for (const [text, weight] of [
    [keywords, WEIGHTS.keywords],
    [brand, WEIGHTS.brand],
  ] as const) {
    addText(text, weight, 0, add);
    addSound(text, weight - 10, add);
  }
  addText(specs, WEIGHTS.spec, 0, add);
  addText(category, WEIGHTS.category, 0, add);
  for (const size of otherSizes(`${name} ${specs}`)) addText(size, WEIGHTS.spec, 0, add);
  for (const code of [...(product.codes ?? []), ...(product.barcodes ?? [])]) add(codeGram(code), WEIGHTS.code);
  for (const barcode of product.barcodes ?? []) for (const digits of [4, 6]) add(codeGram(barcode.slice(-digits)), WEIGHTS.code - 20);
  return [...weights].map(([gram, weight]) => ({ gram, weight }));
}

/** What the rows' candidates are verified on; stored with the product. */
export function documentOf(product: SearchableProduct): SearchDocument {
  const { name, brand, keywords, specs, category } = fieldsOf(product);
  const sizes = otherSizes(`${name} ${specs}`).map(normalised).join(' ');
  const codes = [...(product.codes ?? []), ...(product.barcodes ?? [])].map(compact).join(' ');
  return {
    text: [name, brand, `${specs} ${sizes}`.trim(), keywords, category, codes].join('\n'),
    sound: [name, brand, keywords].map(soundLine).join('\n'),
  };
}

/** What to look for; null when nothing was typed that could be found. */
export function gramsOfQuery(typed: string): SearchQuery | null {
  const text = normalised(Array.from(typed).slice(0, LONGEST_QUERY).join(''));
  const tokens = runsOf(text);
  if (tokens.length === 0) return null;
  const sounds = tokens.map((token) => (token.isHan ? readingsOf(token.text) : null));
  const readings: Reading[] = [];
  const code = compact(typed);
  if (/^(?=.*\d)[a-z0-9]{4,40}$/.test(code)) readings.push({ grams: [codeGram(code)], atLeast: 1 });
  readings.push(allOf(tokens.flatMap(literalGrams)));
  const spelled = tokens.map((token) => (isLetters(token) ? syllablesOf(token.text) : null));
  if (spelled.some((found) => found)) {
    const whole = tokens.flatMap((token, index) => (spelled[index] ? soundGrams(spelled[index].syllables) : literalGrams(token)));
    // The last syllable may still be on its way: luodi on the way to luoding.
    const open = tokens.flatMap((token, index) => {
      const syllables = spelled[index]?.syllables;
      return syllables ? soundGrams(syllables.length > 1 ? syllables.slice(0, -1) : syllables) : literalGrams(token);
    });
    readings.push(allOf(whole), allOf(open));
  }
  return { tokens, sounds, readings, fuzzy: fuzzyReadings(tokens, sounds) };
}

/** What is typed loosely: parts of a long word, same sounds, a wrong letter among right ones. Measures are never guessed. */
function fuzzyReadings(tokens: readonly Run[], sounds: readonly (string[][] | null)[]): Reading[] {
  const byWord: Reading = { grams: [], atLeast: 0 };
  const byLetter: Reading = { grams: [], atLeast: 0 };
  for (const [index, token] of tokens.entries()) {
    const literal = literalGrams(token);
    const isShort = Array.from(token.text).length < 2;
    const spelled = isLetters(token) ? syllablesWithin(token.text).syllables : sounds[index]?.map((readings) => readings[0]!);
    if (spelled && spelled.length > 0 && !isShort) {
      byWord.grams.push(...(token.isHan ? literal : []), ...soundGrams(spelled), ...spelled.map((sound) => `'${foldedSound(sound)}`));
      byWord.atLeast += Math.max(token.isHan ? Math.min(2, spelled.length) : 1, spelled.length - 1);
    } else {
      byWord.grams.push(...literal);
      byWord.atLeast += isLetters(token) ? Math.max(1, literal.length - 2) : literal.length;
    }
    byLetter.grams.push(...literal);
    byLetter.atLeast += isLetters(token) ? Math.max(1, literal.length - 2) : Math.max(1, Math.ceil(literal.length * 0.6));
  }
  return [byWord, byLetter].map(({ grams, atLeast }) => ({ grams: [...new Set(grams)], atLeast }));
}

function addText(text: string, weight: number, atEdge: number, add: (gram: string, weight: number) => void): void {
  const runs = runsOf(text);
  for (const [place, run] of runs.entries()) {
    const units = Array.from(run.text);
    if (run.isHan || units.length === 1) for (const unit of units) add(unit, weight);
    // What a thing is stands at the end of its Chinese name, whose it is at the beginning.
    for (const [at, pair] of pairsOf(units).entries()) {
      const isFirst = place === 0 && at === 0;
      const isLast = place === runs.length - 1 && at === units.length - 2;
      add(pair, weight + (isFirst ? atEdge : isLast ? atEdge / 2 : 0));
    }
  }
}

function addSound(text: string, weight: number, add: (gram: string, weight: number) => void): void {
  const readings = readingsOf(text.replace(/ /g, ''));
  for (const [index, current] of readings.entries()) {
    const before = readings[index - 1];
    for (const sound of current) {
      if (sound.length > 1) add(`'${foldedSound(sound)}`, weight - 10);
      if (index === 0) add(sound[0]!, weight);
      for (const earlier of before ?? []) {
        add(`${earlier[0]}${sound[0]}`, index === 1 ? weight + 10 : weight);
        if (sound.length > 1 && earlier.length > 1) add(`'${foldedSound(earlier)}.${foldedSound(sound)}`, weight);
      }
    }
  }
}

function fieldsOf({ name, brand, keywords = [], specs = [], category }: SearchableProduct) {
  const joined = (texts: readonly (string | null | undefined)[]) => texts.map((text) => normalised(text ?? '')).join(' ');
  return { name: joined([name]), brand: joined([brand]), keywords: joined(keywords), specs: joined(specs), category: joined([category]) };
}

function literalGrams({ text }: Run): string[] {
  const units = Array.from(text);
  return units.length === 1 ? units : pairsOf(units);
}

function soundGrams(syllables: readonly string[]): string[] {
  const folded = syllables.map(foldedSound);
  return folded.length === 1 ? [`'${folded[0]}`] : pairsOf(folded, '.').map((pair) => `'${pair}`);
}

const soundLine = (text: string): string =>
  readingsOf(text.replace(/ /g, ''))
    .map((readings) => readings.join('/'))
    .join(' ');
const allOf = (grams: string[]): Reading => ({ grams: [...new Set(grams)], atLeast: new Set(grams).size });
export const isLetters = ({ text }: Run): boolean => /^[a-z]+$/.test(text);
const compact = (code: string): string =>
  code
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
const codeGram = (code: string): string => `=${compact(code)}`.slice(0, LONGEST_GRAM);
