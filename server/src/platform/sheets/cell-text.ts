const MAX_CELL = 2000;
const FULL_WIDTH = /[０-９Ａ-Ｚａ-ｚ＋－．＃]/g;
/** Control characters and halves of pairs can't be stored; zero-width marks come along when text is copied from the web. */
const UNSTORABLE = /\p{Cc}|\p{Surrogate}|\u200b|\u2060|\ufeff/gu;
const SPACES = /[\s\u3000\u00a0]+/g;

/** A cell as people mean it: one line, trimmed, digits and letters in their narrow form. */
export function cleanText(text: string): string {
  return narrow(text.slice(0, MAX_CELL)).replace(SPACES, ' ').replace(UNSTORABLE, '').trim();
}

/** Takes back the apostrophe with which our own sheets keep text from being run as a formula. */
export const ownText = (cell: string | undefined): string => (cell ?? '').replace(/^'(?=[=+\-@])/, '');

function narrow(text: string): string {
  return text.replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

/** Never 1.38e+10; what arithmetic left behind the fifteenth digit goes. */
export function plainNumber(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  return Math.abs(value) < 1e15 ? String(Number(value.toPrecision(15))) : BigInt(Math.trunc(value)).toString();
}

const SERIAL_OF_1970 = 25_569;
const DAY_MS = 86_400_000;

/** A day however it is written: 2026-09-01, 2026/9/1, 2026年9月1日, 20260901, 26.9.1, or Excel's count of days. */
export function dayOf(text: string): string | null {
  const plain = text.replace(/[T ]\d{1,2}:\d{2}.*$/, '');
  const parts = /^(\d{4}|\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (parts) return validDay(parts[1]!.length === 2 ? 2000 + Number(parts[1]) : Number(parts[1]), Number(parts[2]), Number(parts[3]));
  const month = /^(\d{4})[-/.年](\d{1,2})月?$/.exec(plain);
  if (month) return validDay(Number(month[1]), Number(month[2]), 1);
  const serial = /^\d{5}(\.\d+)?$/.test(plain) ? Math.floor(Number(plain)) : 0;
  return serial > SERIAL_OF_1970 && serial < 73_051 ? new Date((serial - SERIAL_OF_1970) * DAY_MS).toISOString().slice(0, 10) : null;
}

function validDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists && year >= 1950 && year < 2100 ? date.toISOString().slice(0, 10) : null;
}
