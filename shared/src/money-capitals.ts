/** Money as it is written on paper in China, where figures could be altered: 123450 fen → 壹仟贰佰叁拾肆元伍角整. */

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];
const GROUPS = ['', '万', '亿', '万亿'];

/** Whole fen, up to the largest safe integer. */
export function moneyInCapitals(fen: number): string {
  if (!Number.isSafeInteger(fen)) throw new Error(`not an amount: ${fen}`);
  if (fen === 0) return '零元整';
  if (fen < 0) return `负${moneyInCapitals(-fen)}`;
  const yuan = Math.floor(fen / 100);
  const jiao = Math.floor(fen / 10) % 10;
  const single = fen % 10;
  const head = yuan === 0 ? '' : `${wholeInCapitals(yuan)}元`;
  if (jiao === 0 && single === 0) return `${head}整`;
  // A gap between yuan and fen is said, so that nothing can be put in.
  const tenths = jiao > 0 ? `${DIGITS[jiao]}角` : yuan > 0 ? '零' : '';
  return `${head}${tenths}${single > 0 ? `${DIGITS[single]}分` : '整'}`;
}

function wholeInCapitals(yuan: number): string {
  const groups: number[] = [];
  for (let rest = yuan; rest > 0; rest = Math.floor(rest / 10_000)) groups.push(rest % 10_000);
  let text = '';
  let isGap = false;
  for (let i = groups.length - 1; i >= 0; i--) {
    const group = groups[i] as number;
    if (group === 0) {
      isGap = text !== '';
      // 万亿 that stand alone still are 亿.
      if (i === 2 && groups.length === 4) text += '亿';
      continue;
    }
    if (text !== '' && (isGap || group < 1_000)) text += '零';
    text += groupInCapitals(group) + nameOfGroup(i, groups);
    isGap = false;
  }
  return text;
}

function groupInCapitals(group: number): string {
  let text = '';
  let isGap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(group / 10 ** place) % 10;
    if (digit === 0) {
      isGap = text !== '';
      continue;
    }
    text += `${isGap ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`;
    isGap = false;
  }
  return text;
}

const nameOfGroup = (i: number, groups: readonly number[]): string =>
  i === 3 ? '万' : i === 2 && groups.length === 4 ? '亿' : (GROUPS[i] ?? '');
