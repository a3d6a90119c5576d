import { type Division, divisions, isNamed } from './regions';

const PEOPLES =
  '壮|满|回|苗|维吾尔|土家|彝|蒙古|藏|布依|侗|瑶|朝鲜|白|哈尼|哈萨克|黎|傣|畲|傈僳|仡佬|东乡|拉祜|水|佤|纳西|羌|土|仫佬|锡伯|柯尔克孜|达斡尔|景颇|毛南|撒拉|布朗|塔吉克|普米|鄂温克|怒|裕固|独龙|保安|各';
const AUTONOMOUS = new RegExp(`(?:(?:${PEOPLES})族?)+自治(?:州|县|旗)$`);
const SHORT_PROVINCE = /(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)$/;
const SHORT = /(?:地区|林区|特区|市|区|县|旗|盟)$/;

type Named = Division & { isShort: boolean };
type Reading = { code: string; end: number };
let index: Map<string, Named[]> | undefined;

/**
 * The code of the province, city or district that a text begins with: 武侯, 武侯区, 成都市武侯区, 四川成都武侯, or a whole address. Where
 * several places share a name, the one in or next to `near` (a region's code) is meant; without such a hint there is no answer. A short
 * name counts only where nothing follows that could make it another word: 新都 is a district, 新都桥 is not.
 */
export function findDistrict(text: string, near = ''): string | null {
  const plain = text
    .replace(/^中国/, '')
    .replace(/[\s,，、/·.\-—_|]+/g, ' ')
    .trim();
  const readings: Reading[] = [];
  read(plain, 0, '', readings);
  const furthest = Math.max(0, ...readings.map((reading) => reading.end));
  const codes = [...new Set(readings.filter((reading) => reading.end === furthest).map((reading) => reading.code))];
  const code = choose(codes, near);
  return code !== null && namesAnother(plain, furthest, code) ? null : code;
}

/** 锦江/成华 are two districts, and nobody knows which is meant. */
function namesAnother(text: string, end: number, code: string): boolean {
  if (text[end] !== ' ') return false;
  const others: Reading[] = [];
  read(text, end, '', others);
  return others.some((other) => !other.code.startsWith(code) && !code.startsWith(other.code));
}

function read(text: string, from: number, within: string, readings: Reading[]): boolean {
  const at = text[from] === ' ' ? from + 1 : from;
  let found = false;
  for (const named of candidates(text.slice(at, at + 2))) {
    if (!named.code.startsWith(within) || named.code.length <= within.length || !text.startsWith(named.name, at)) continue;
    const end = at + named.name.length;
    const goesOn = read(text, end, named.code, readings);
    if (!goesOn && named.isShort && end < text.length && text[end] !== ' ') continue;
    if (!goesOn) readings.push({ code: named.code, end });
    found = true;
  }
  return found;
}

function choose(codes: string[], near: string): string | null {
  if (codes.length <= 1) return codes[0] ?? null;
  for (const prefix of [near.slice(0, 6), near.slice(0, 4), near.slice(0, 2)]) {
    if (prefix === '') continue;
    const nearby = codes.filter((code) => code.startsWith(prefix));
    if (nearby.length > 0) return widest(nearby);
  }
  return widest(codes);
}

/** 吉林 is the province rather than the city in it; two districts of one name are neither. */
function widest(codes: string[]): string | null {
  const length = Math.min(...codes.map((code) => code.length));
  const at = codes.filter((code) => code.length === length);
  return at.length === 1 ? at[0]! : null;
}

function candidates(start: string): readonly Named[] {
  index ??= buildIndex();
  return index.get(start) ?? [];
}

function buildIndex(): Map<string, Named[]> {
  const byStart = new Map<string, Named[]>();
  const add = (division: Division, name: string, isShort: boolean) => {
    if (name.length < 2) return;
    const key = name.slice(0, 2);
    const list = byStart.get(key);
    const named = { code: division.code, name, isShort };
    if (list) list.push(named);
    else byStart.set(key, [named]);
  };
  for (const division of divisions().all) {
    if (!isNamed(division.code)) continue;
    const short = shortName(division);
    add(division, division.name, false);
    if (short !== division.name) add(division, short, true);
    if (AUTONOMOUS.test(division.name)) add(division, short + division.name.slice(-1), false);
  }
  return byStart;
}

function shortName({ code, name }: Division): string {
  if (code.length === 2) return name.replace(SHORT_PROVINCE, '');
  return AUTONOMOUS.test(name) ? name.replace(AUTONOMOUS, '') : name.replace(SHORT, '');
}
