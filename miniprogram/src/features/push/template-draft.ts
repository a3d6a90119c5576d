import type { TemplateField, TemplateView } from '@dianquan/shared/contract/delivery';
import type { TemplateUse } from '@dianquan/shared/push-channels';
import { FIELD_SOURCE_ZH, fieldKindOf, SOURCES_OF_USE, sourceFault } from '@dianquan/shared/push-fields';
import type { Input } from '@/platform/contract';

/** A field as it is typed; `row` keeps its place on screen. */
export type DraftField = { row: number; key: string; label: string; source: TemplateField['source'] };
export type TemplateDraft = { use: TemplateUse; platformId: string; title: string; fields: DraftField[] };

export const MOST_FIELDS = 5;
const LONGEST_LABEL = 12;

/** What a template of this use can be filled with. */
export const sourcesOf = (use: TemplateUse) => SOURCES_OF_USE[use].map((key) => ({ key, label: FIELD_SOURCE_ZH[key] }));

export const emptyTemplate = (): TemplateDraft => ({ use: 'announcement', platformId: '', title: '', fields: withField([]) });

/** One more, at the end. */
export function withField(fields: DraftField[], key = '', label = ''): DraftField[] {
  const row = 1 + Math.max(0, ...fields.map((field) => field.row));
  return [...fields, { row, key, label: label.slice(0, LONGEST_LABEL), source: guessed(key, label) }];
}

/** Where the words of a field would come from, by what it is called. */
function guessed(key: string, label: string): TemplateField['source'] {
  const kind = fieldKindOf(key);
  if (kind === 'time' || kind === 'date') return 'time';
  if (kind === 'amount') return 'amount';
  if (/单号|编号/.test(label)) return 'number';
  if (/状态|进度|进展/.test(label)) return 'state';
  if (/门店|客户|店铺/.test(label)) return 'shop';
  if (/来自|人$/.test(label)) return 'sender';
  if (/备注|提示|说明/.test(label)) return 'note';
  return /内容|摘要/.test(label) ? 'summary' : 'title';
}

/** The details as the platform's console shows them: 公告标题 {{thing1.DATA}}, one a line. */
export function fieldsFrom(pasted: string): DraftField[] {
  const found = [...pasted.matchAll(/([^\s{}:：]+)\s*[:：]?\s*\{\{\s*([a-z_]+\d{1,3})\.DATA\s*\}\}/g)];
  return found.slice(0, MOST_FIELDS).reduce<DraftField[]>((fields, [, label, key]) => withField(fields, key, label), []);
}

/** What keeps it from being put in force, by field; `fields.0` for one of its lines. */
export function templateFaults({ use, platformId, title, fields }: TemplateDraft): Record<string, string> {
  const faults: Record<string, string> = {};
  if (platformId.trim() === '') faults.platformId = '填微信后台的模板编号';
  if (title.trim() === '') faults.title = '写一个标题，如“公告提醒”';
  for (const [at, field] of fields.entries()) {
    const fault = fieldFault(use, field, fields.slice(0, at));
    if (fault !== null) faults[`fields.${at}`] = fault;
  }
  return faults;
}

function fieldFault(use: TemplateUse, { key, label, source }: DraftField, before: DraftField[]): string | null {
  const name = key.trim();
  if (fieldKindOf(name) === null) return '照微信后台写，如 thing1、time2';
  if (before.some((other) => other.key.trim() === name)) return '这个字段已经有了';
  return label.trim() === '' ? '写上它的名称' : sourceFault(use, { key: name, source });
}

export function templateBody({ use, platformId, title, fields }: TemplateDraft): Input<'delivery.createTemplate'>['body'] {
  const lines = fields.map(({ key, label, source }) => ({ key: key.trim(), label: label.trim(), source }));
  return { use, platformId: platformId.trim(), title: title.trim(), fields: lines };
}

/** 公告标题：标题 · 发布时间：时间 */
export const fieldsWords = ({ fields }: Pick<TemplateView, 'fields'>): string =>
  fields.map(({ label, source }) => `${label}：${FIELD_SOURCE_ZH[source]}`).join(' · ');
