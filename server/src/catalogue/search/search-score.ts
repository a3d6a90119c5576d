import { isLetters, type SearchDocument, type SearchQuery } from './search-grams';
import { foldedSound } from './search-sounds';

/** How much it says when a word stands in: name, brand, specs, keywords, category, codes. */
const LINE_WORTH = [100, 60, 50, 80, 40, 90];
/** The same for the lines of sound: name, brand, keywords. */
const SOUND_WORTH = [80, 45, 60];

/** How well a product fits what was typed, 0 = not at all. With `isFuzzy` one slip for every few characters is forgiven. */
export function score(query: SearchQuery, document: SearchDocument, isFuzzy = false): number {
  const lines = document.text.split('\n');
  const sounds = document.sound.split('\n').map((line) => (line === '' ? [] : line.split(' ').map((unit) => unit.split('/'))));
  const name = lines[0]!;
  let sum = 0;
  for (const [index, token] of query.tokens.entries()) {
    let best = literalWorth(token.text, lines);
    if (best === 0 && isLetters(token))
      best = Math.max(0, ...sounds.map((line, at) => (isSpelled(token.text, line) ? SOUND_WORTH[at]! : 0)));
    if (best === 0 && isFuzzy) {
      const said = query.sounds[index];
      best = said ? looseWorth(token.text, said, lines, sounds) : isLetters(token) ? mistypedWorth(token.text, sounds) : 0;
    }
    if (best === 0) return 0;
    sum += best;
  }
  const asked = query.tokens.map((token) => token.text).join('');
  const bare = name.replace(/ /g, '');
  const nearness = bare === asked ? 60 : bare.startsWith(asked) ? 30 : bare.endsWith(asked) ? 15 : 0;
  return Math.round(sum / query.tokens.length + nearness + Math.max(0, 20 - bare.length / 2));
}

function literalWorth(token: string, lines: readonly string[]): number {
  let best = 0;
  for (const [at, line] of lines.entries()) if (stands(token, line, at === lines.length - 1)) best = Math.max(best, LINE_WORTH[at]!);
  return best;
}

/** 6.5mm doesn't stand in 16.5mm: a number is found from its beginning. Codes are found from anywhere. */
function stands(token: string, line: string, isCode: boolean): boolean {
  for (let at = line.indexOf(token); at >= 0; at = line.indexOf(token, at + 1)) {
    if (isCode || !/^\d/.test(token) || !/[\d./]$/.test(line.slice(0, at))) return true;
  }
  return false;
}

/** Whether letters are the beginnings of consecutive characters' sounds: nfsq, nongfsq, nongfushanquan. */
function isSpelled(letters: string, line: readonly (readonly string[])[]): boolean {
  const from = (at: number, unit: number): boolean => {
    if (at === letters.length) return true;
    for (const sound of line[unit] ?? []) {
      for (let length = 1; length <= sound.length && letters.startsWith(sound.slice(0, length), at); length++) {
        if (from(at + length, unit + 1)) return true;
      }
    }
    return false;
  };
  return line.some((_, unit) => from(0, unit));
}

/** Chinese that stands in the product in pieces, or with characters that sound alike, or but for one. */
function looseWorth(token: string, said: readonly string[][], lines: readonly string[], sounds: readonly string[][][]): number {
  if (standsInPieces(token, lines.join('\n'))) return 60;
  const asked = Array.from(token).map((character, index) => ({ character, sounds: said[index]!.map(foldedSound) }));
  // Of two characters only the sound may be off; of four or more one may be wrong altogether.
  const allowed = asked.length === 2 ? 0.6 : asked.length < 8 ? 1 : 2;
  const named = [lines[0]!, lines[1]!, lines[3]!];
  let least = Number.POSITIVE_INFINITY;
  for (const [at, line] of sounds.entries()) {
    const characters = Array.from(named[at]!.replace(/ /g, ''));
    const units = line.map((readings, index) => ({ character: characters[index], sounds: readings.map(foldedSound) }));
    least = Math.min(
      least,
      slips(asked, units, (a, b) => (a.character === b.character ? 0 : a.sounds.some((sound) => b.sounds.includes(sound)) ? 0.3 : 1)),
    );
  }
  return least <= allowed ? 50 - least * 10 : 0;
}

function standsInPieces(token: string, text: string): boolean {
  const characters = Array.from(token);
  let at = 0;
  while (at < characters.length) {
    let end = characters.length;
    while (end - at >= 2 && !text.includes(characters.slice(at, end).join(''))) end--;
    if (end - at < 2) return false;
    at = end;
  }
  return true;
}

/** Letters with a slip: one in four or more, two in eight or more. */
function mistypedWorth(letters: string, sounds: readonly string[][][]): number {
  const allowed = letters.length < 4 ? 0 : letters.length < 8 ? 1 : 2;
  if (allowed === 0) return 0;
  const typed = Array.from(letters);
  const differ = (a: string, b: string) => (a === b ? 0 : 1);
  let least = Number.POSITIVE_INFINITY;
  for (const line of sounds) {
    const likely = line.map((readings) => readings[0]!);
    const spellings = [likely.map((sound) => sound[0]!), Array.from(likely.join(''))];
    for (const spelling of spellings) least = Math.min(least, slips(typed, spelling, differ));
  }
  return least <= allowed ? 40 - least * 10 : 0;
}

/** The least that has to be changed so that `asked` stands somewhere in `units`: changed, left out, added, or two swapped. */
function slips<T>(asked: readonly T[], units: readonly T[], differ: (a: T, b: T) => number): number {
  let earlier: number[] = [];
  let before = Array.from({ length: units.length + 1 }, () => 0);
  for (let row = 1; row <= asked.length; row++) {
    const current = [row];
    for (let column = 1; column <= units.length; column++) {
      const cost = differ(asked[row - 1]!, units[column - 1]!);
      let least = Math.min(before[column - 1]! + cost, before[column]! + 1, current[column - 1]! + 1);
      const isSwap =
        row > 1 && column > 1 && differ(asked[row - 1]!, units[column - 2]!) === 0 && differ(asked[row - 2]!, units[column - 1]!) === 0;
      if (isSwap) least = Math.min(least, earlier[column - 2]! + 1);
      current.push(least);
    }
    earlier = before;
    before = current;
  }
  return Math.min(...before);
}
