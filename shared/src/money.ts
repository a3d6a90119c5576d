/** Money is whole fen everywhere; yuan exist only on screen. Without Intl, which mini-programs lack in part. */

/** 123450 → `¥1,234.50`; −5 → `-¥0.05`. */
export function moneyText(fen: number): string {
  const whole = Math.abs(Math.trunc(fen));
  return `${fen < 0 && whole > 0 ? '-' : ''}¥${grouped(Math.floor(whole / 100))}.${String(whole % 100).padStart(2, '0')}`;
}

/** What a person typed as yuan → fen; null when it is no amount of money: signs, letters, more than two decimals, too large. */
export function fenFromText(typed: string): number | null {
  const parts = /^(\d{1,11})(?:\.(\d{1,2}))?$/.exec(typed.trim().replace(/^¥/, '').replace(/,/g, ''));
  if (!parts) return null;
  return Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
}

/** 1234567 → `1,234,567`. */
export function countText(count: number): string {
  const whole = Math.trunc(count);
  return whole < 0 ? `-${grouped(-whole)}` : grouped(whole);
}

/** In tight places: 9999 → `9,999`, 12345 → `1.2 万`, 230000000 → `2.3 亿`. Never rounds up to more than there is. */
export function shortCountText(count: number): string {
  if (Math.abs(count) < 10_000) return countText(count);
  const [unit, word] = Math.abs(count) < 100_000_000 ? [10_000, '万'] : [100_000_000, '亿'];
  const tenths = Math.trunc((count * 10) / unit);
  return `${tenths % 10 === 0 ? countText(tenths / 10) : `${countText(Math.trunc(tenths / 10))}.${Math.abs(tenths % 10)}`} ${word}`;
}

/** 0.1834 → `18%`; a share that is not nothing is never shown as 0%, nor one that is not all as 100%. */
export function percentText(share: number): string {
  if (share <= 0) return '0%';
  if (share < 0.01) return '<1%';
  return share >= 1 ? '100%' : `${Math.min(99, Math.round(share * 100))}%`;
}

function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, ',');
}
