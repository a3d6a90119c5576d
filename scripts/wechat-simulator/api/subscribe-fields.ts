const HAN = String.raw`\p{Script=Han}`;
const DATE = /^(\d{4})(?:年(\d{1,2})月(\d{1,2})日|([-/.])(\d{1,2})\4(\d{1,2}))$/;
const TIME = /^([01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;

const characters = (value: string): number => [...value].length;
const matches =
  (pattern: RegExp) =>
  (value: string): boolean =>
    pattern.test(value);

function isDate(text: string): boolean {
  const parts = DATE.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? parts[5]), Number(parts[3] ?? parts[6])];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** A day, a time of day, or both with or without a space between; `needs` is the part that may not be missing. */
function isMoment(text: string, needs: 'date' | 'time'): boolean {
  const time = /\s*\d{1,2}(?::\d{2}){1,2}$/.exec(text);
  const day = (time ? text.slice(0, time.index) : text).trim();
  if (time && !TIME.test(time[0].trim())) return false;
  if (day === '') return needs === 'time' && time !== null;
  return isDate(day) && (needs === 'date' || time !== null);
}

/** One moment, or two with a wave between. */
const isSpan =
  (needs: 'date' | 'time') =>
  (value: string): boolean => {
    const moments = value.split('~').map((part) => part.trim());
    return moments.length <= 2 && moments.every((moment) => isMoment(moment, needs));
  };

const digitsIn = (value: string): number => value.replace(/\D/g, '').length;

/** What a value of each kind may look like, by the table of the documents. */
const KINDS: Record<string, (value: string) => boolean> = {
  thing: (value) => characters(value) <= 20,
  number: (value) => /^\d+(\.\d+)?$/.test(value) && digitsIn(value) <= 32,
  letter: matches(/^[A-Za-z]{1,32}$/),
  symbol: matches(/^[^\p{L}\p{N}\s]{1,5}$/u),
  character_string: matches(/^[\x20-\x7e]{1,32}$/),
  time: isSpan('time'),
  date: isSpan('date'),
  amount: (value) => /^\p{Sc}?\d+(\.\d+)?元?$/u.test(value) && digitsIn(value) <= 10,
  phone_number: matches(/^[\d+\-() ]{1,17}$/),
  car_number: matches(new RegExp(`^[A-Za-z0-9${HAN}](?:[A-Za-z0-9]{0,6}[A-Za-z0-9${HAN}])?$`, 'u')),
  name: (value) => characters(value) <= (new RegExp(HAN, 'u').test(value) ? 10 : 20) && !/\d/.test(value),
  phrase: matches(new RegExp(`^${HAN}{1,5}$`, 'u')),
};

/** `thing1` is of the kind `thing`. */
const kindOf = (key: string): string => /^([a-z_]+?)\d{1,3}$/.exec(key)?.[1] ?? '';

export const isFieldKey = (key: string): boolean => kindOf(key) === 'enum' || kindOf(key) in KINDS;

export function fits(key: string, value: unknown, values?: readonly string[]): value is string {
  if (typeof value !== 'string' || value.trim() === '' || /\p{Cc}/u.test(value)) return false;
  const kind = kindOf(key);
  if (kind === 'enum') return values === undefined || values.includes(value);
  return KINDS[kind]?.(value) ?? false;
}
