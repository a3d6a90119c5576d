import type { TemplateUse } from './push-channels.js';

/** The kinds of field that a template of the platform has; a key is a kind and a number, `thing1`. */
export const FIELD_KINDS = [
  'thing',
  'number',
  'letter',
  'symbol',
  'character_string',
  'time',
  'date',
  'amount',
  'phone_number',
  'car_number',
  'name',
  'phrase',
  'enum',
] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** Where a field takes its text from. */
export const FIELD_SOURCES = ['title', 'summary', 'sender', 'time', 'shop', 'number', 'amount', 'state', 'note'] as const;
export type FieldSource = (typeof FIELD_SOURCES)[number];

export const FIELD_SOURCE_ZH: Record<FieldSource, string> = {
  title: '标题',
  summary: '摘要',
  sender: '发布人',
  time: '时间',
  shop: '门店',
  number: '单号',
  amount: '金额',
  state: '状态',
  note: '备注',
};

/** What each use can tell: a template that asks for more could never be sent. */
export const SOURCES_OF_USE: Record<TemplateUse, readonly FieldSource[]> = {
  announcement: ['title', 'summary', 'sender', 'time', 'shop'],
  order: ['title', 'summary', 'time', 'shop', 'number', 'amount', 'state', 'note'],
  waiting: ['title', 'summary', 'sender', 'time', 'shop'],
};

/** Which kinds of field a source fits whatever it says. Texts of any length need a `thing`, which may be cut. */
const KINDS_OF_SOURCE: Record<FieldSource, readonly FieldKind[]> = {
  title: ['thing'],
  summary: ['thing'],
  sender: ['thing', 'name'],
  time: ['time', 'date'],
  shop: ['thing'],
  number: ['character_string', 'thing'],
  amount: ['amount'],
  state: ['phrase', 'thing'],
  note: ['thing'],
};

type Rule = { most: number; form: RegExp; says: string };
const CLOCK = String.raw`([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?`;
const DAY = String.raw`\d{4}(年\d{1,2}月\d{1,2}日|[-/.]\d{1,2}[-/.]\d{1,2})`;
const TIME = `(${DAY} ?)?${CLOCK}`;
const DATE = `${DAY}( ?${CLOCK})?`;

/** Lengths are counted in UTF-16 units, the stricter way of the two. */
const RULES: Record<FieldKind, Rule> = {
  thing: { most: 20, form: /^\P{Cc}+$/u, says: '最多 20 个字' },
  number: { most: 32, form: /^-?\d+(\.\d+)?$/, says: '最多 32 位数字' },
  letter: { most: 32, form: /^[A-Za-z]+$/, says: '最多 32 个字母' },
  symbol: { most: 5, form: /^[\p{P}\p{S}]+$/u, says: '最多 5 个符号' },
  character_string: { most: 32, form: /^[\x20-\x7e]+$/, says: '最多 32 个数字、字母或符号' },
  time: { most: 60, form: new RegExp(`^${TIME}( ?~ ?${TIME})?$`), says: '24 小时制时间，例如 2026年11月22日 14:05' },
  date: { most: 60, form: new RegExp(`^${DATE}( ?~ ?${DATE})?$`), says: '日期，例如 2026年11月22日' },
  amount: { most: 20, form: /^\p{Sc}?\d{1,10}(\.\d{1,2})?元?$/u, says: '最多 10 位数字的金额' },
  phone_number: { most: 17, form: /^[\d+\-() ]+$/, says: '最多 17 位电话号码' },
  car_number: { most: 8, form: /^[\p{Script=Han}A-Za-z\d][A-Za-z\d]*[\p{Script=Han}A-Za-z\d]$/u, says: '最多 8 位车牌号' },
  name: { most: 20, form: /^(\P{Cc}{1,10}|[^\p{Cc}\p{Script=Han}]{1,20})$/u, says: '最多 10 个汉字或 20 个字母' },
  phrase: { most: 5, form: /^\p{Script=Han}+$/u, says: '最多 5 个汉字' },
  enum: { most: 20, form: /^\P{Cc}+$/u, says: '模板规定的选项之一' },
};

export function fieldKindOf(key: string): FieldKind | null {
  return FIELD_KINDS.find((kind) => key.startsWith(kind) && /^\d+$/.test(key.slice(kind.length))) ?? null;
}

/** What a field with this key may hold, in words; null where the platform knows no such field. */
export function fieldHint(key: string): string | null {
  const kind = fieldKindOf(key);
  return kind === null ? null : RULES[kind].says;
}

/** What the platform would refuse in this value, in words; null where it would take it. */
export function fieldFault(key: string, value: string): string | null {
  const kind = fieldKindOf(key);
  if (kind === null) return '字段编号不对';
  if (value.trim() === '') return '不能为空';
  const { most, form, says } = RULES[kind];
  return value.length <= most && form.test(value) ? null : `须为${says}`;
}

/**
 * The value as the platform takes it: on one line, and cut where half a sentence still says something. Numbers, times and set phrases
 * are never cut: half of one is wrong.
 */
export function fitField(key: string, value: string): string {
  const flat = value.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const kind = fieldKindOf(key);
  if (kind === 'thing') return cutText(flat, RULES.thing.most);
  if (kind === 'name') return fieldFault(key, flat) === null ? flat : wholeCharacters(flat, 10);
  return flat;
}

/** At most so many UTF-16 units, the last of which says that there is more. */
export function cutText(text: string, most: number): string {
  return text.length <= most ? text : `${wholeCharacters(text, most - 1)}…`;
}

/** Why a field of a template cannot take this source, in words; null where it can, whatever the source says. */
export function sourceFault(use: TemplateUse, field: { key: string; source: FieldSource }): string | null {
  const { key, source } = field;
  if (!SOURCES_OF_USE[use].includes(source)) return `这种模板没有“${FIELD_SOURCE_ZH[source]}”可填`;
  const kinds = KINDS_OF_SOURCE[source];
  const kind = fieldKindOf(key);
  if (kind !== null && kinds.includes(kind)) return null;
  return `“${FIELD_SOURCE_ZH[source]}”要用 ${kinds.join(' 或 ')} 类型的字段`;
}

function wholeCharacters(text: string, most: number): string {
  let kept = '';
  for (const character of text) {
    if (kept.length + character.length > most) break;
    kept += character;
  }
  return kept.trimEnd();
}
