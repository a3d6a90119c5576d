import type { TemplateField } from '@dianquan/shared/contract/delivery';
import type { FieldFault } from '@dianquan/shared/errors';
import { FIELD_SOURCE_ZH, type FieldSource, fieldFault, fitField } from '@dianquan/shared/push-fields';
import { dateTimeText } from '@dianquan/shared/time-text';
import type { Message } from '../channels/channel';

const NO_SUMMARY = '点开查看详情';
const NO_SENDER = '店圈';
export const ANY_SHOP = '收件人的门店';

/** Which field of a message is to be changed, where a source comes from one that somebody wrote. */
const FIELD_OF: Partial<Record<FieldSource, string>> = { title: 'title', summary: 'summary' };

/** The fields of a template filled for one recipient: fitted to their lengths, not yet checked. */
export function valuesOf(fields: readonly TemplateField[], message: Message, shopName: string): Record<string, string> {
  return Object.fromEntries(fields.map(({ key, source }) => [key, fitField(key, sourceText(source, message, shopName))]));
}

/** What the platform would refuse whoever it is for. */
export function faultsOf(fields: readonly TemplateField[], message: Message): FieldFault[] {
  const values = valuesOf(fields, message, ANY_SHOP);
  return fields.flatMap(({ key, label, source }) => {
    const fault = fieldFault(key, values[key] ?? '');
    if (fault === null) return [];
    return [
      { field: FIELD_OF[source] ?? source, rule: 'format' as const, zh: `微信提醒的“${label}”（${FIELD_SOURCE_ZH[source]}）${fault}` },
    ];
  });
}

function sourceText(source: FieldSource, message: Message, shopName: string): string {
  const { title, summary, sender, at, fields = {} } = message;
  if (source === 'title') return title;
  if (source === 'summary') return summary.trim() === '' ? NO_SUMMARY : summary;
  if (source === 'sender') return sender ?? NO_SENDER;
  if (source === 'time') return dateTimeText(at);
  if (source === 'shop') return shopName.trim() === '' ? ANY_SHOP : shopName;
  return fields[source] ?? '';
}
