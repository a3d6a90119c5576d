import { pinyin } from 'pinyin-pro';

/** Characters of the trade that are read in more than one way; whoever types may mean either. */
const POLYPHONES: Record<string, string> = {
  长: 'chang zhang',
  重: 'zhong chong',
  调: 'tiao diao',
  弹: 'tan dan',
  行: 'hang xing',
  传: 'chuan zhuan',
  藏: 'cang zang',
  盛: 'sheng cheng',
  厦: 'xia sha',
  朝: 'chao zhao',
  卡: 'ka qia',
  壳: 'ke qiao',
  扎: 'zha za',
  薄: 'bao bo',
  剥: 'bao bo',
  削: 'xue xiao',
  轧: 'zha ya',
  模: 'mo mu',
  塞: 'sai se',
  泊: 'bo po',
  夹: 'jia ga',
  折: 'zhe she',
  系: 'xi ji',
  屏: 'ping bing',
  柏: 'bai bo',
  圈: 'quan juan',
  刨: 'bao pao',
  称: 'cheng chen',
  强: 'qiang jiang',
  降: 'jiang xiang',
  校: 'jiao xiao',
  露: 'lu lou',
  乐: 'le yue',
  色: 'se shai',
  铅: 'qian yan',
  佛: 'fo fu',
  番: 'fan pan',
  熨: 'yun yu',
  角: 'jiao jue',
  石: 'shi dan',
};

/** How each character may be read, the likeliest first; what isn't Chinese reads as itself. `ü` is both v and u, as it is typed. */
export function readingsOf(text: string): string[][] {
  const characters = Array.from(text);
  const likely = pinyin(text, { toneType: 'none', type: 'array', v: true });
  return characters.map((character, index) => {
    const said = (likely.length === characters.length ? likely[index]! : pinyin(character, { toneType: 'none', v: true })).toLowerCase();
    const all = [said.trim() || character, ...(POLYPHONES[character]?.split(' ') ?? [])];
    return [...new Set(all.flatMap((reading) => (/^[ln]v/.test(reading) ? [reading, reading.replace('v', 'u')] : [reading])))];
  });
}

/** Makes one of what many speakers don't tell apart: zh and z, n and l at the front, ang and an. */
export const foldedSound = (syllable: string): string =>
  syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/^n/, 'l')
    .replace(/v/, 'u')
    .replace(/([aei]n)g$/, '$1');

const SYLLABLE =
  /^(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])(?:iang|iong|uang|ang|eng|ing|ong|iao|ian|uai|uan|van|ai|ei|ao|ou|an|en|ia|ie|iu|in|ua|uo|ui|un|ue|ve|vn|a|o|e|i|u|v)|ai|ei|ao|ou|ang|eng|an|en|er|a|o|e)$/;
const BEGINNINGS = /^[bpmfdtnlgkhjqxrzcsyw]{1,4}$/;
const LONGEST = 6;

/**
 * `nongfushq` → nong, fu and the beginnings of more, shq; null when letters can't be read as syllables. The fewest syllables win.
 */
export function syllablesOf(letters: string): { syllables: string[]; rest: string } | null {
  for (let end = letters.length; end > 0 && letters.length - end <= 4; end--) {
    const rest = letters.slice(end);
    const { syllables, strays } = syllablesWithin(letters.slice(0, end));
    if (strays === 0 && (rest === '' || BEGINNINGS.test(rest))) return { syllables, rest };
  }
  return null;
}

/** The syllables among letters of which some are strays: a slip, or only the beginnings of syllables. The fewest strays win. */
export function syllablesWithin(letters: string): { syllables: string[]; strays: number } {
  const best: { syllables: string[]; strays: number }[] = [{ syllables: [], strays: 0 }];
  for (let end = 1; end <= letters.length; end++) {
    const skipped = best[end - 1]!;
    let found = { syllables: skipped.syllables, strays: skipped.strays + 1 };
    for (let start = Math.max(0, end - LONGEST); start < end; start++) {
      const before = best[start]!;
      const isBetter =
        before.strays < found.strays || (before.strays === found.strays && before.syllables.length + 1 < found.syllables.length);
      if (!isBetter || !SYLLABLE.test(letters.slice(start, end))) continue;
      found = { syllables: [...before.syllables, letters.slice(start, end)], strays: before.strays };
    }
    best.push(found);
  }
  return best[letters.length]!;
}
