import type { Forecast } from '@dianquan/shared/contract/delivery';
import { countText } from '@dianquan/shared/money';
import { dateTimeText } from '@dianquan/shared/time-text';
import type { Composition } from './composition';
import { richBlocks } from './draft-blocks';
import type { SaveState } from './draft-saver';

export const CATEGORIES: { key: Composition['category']; label: string }[] = [
  { key: 'notice', label: '通知' },
  { key: 'policy', label: '政策' },
  { key: 'promotion', label: '促销' },
  { key: 'new_product', label: '新品' },
];

export const SAVE_ZH: Record<SaveState | 'blank', string> = {
  blank: '写了就自动存草稿',
  kept: '草稿已自动保存',
  waiting: '正在保存草稿…',
  saving: '正在保存草稿…',
  failed: '草稿没有保存上，会自动再试',
};

/** 发布给 1,234 家, 定时发布给 1,234 家; without a count only what it does. */
export function publishLabel(shops: number | undefined, isLater: boolean): string {
  const act = isLater ? '定时发布' : '发布';
  return shops === undefined || shops === 0 ? act : `${act}给 ${countText(shops)} 家`;
}

/** What a folded step says of itself. */
export function contentWords({ title, blocks, files, mustAcknowledge, question, offer }: Composition): string {
  if (title.trim() === '') return '标题、正文、附件';
  const parts = richBlocks(blocks).length;
  const said = [
    parts > 0 && `正文 ${parts} 段`,
    files.length > 0 && `附件 ${files.length} 个`,
    offer.lines.length > 0 && `能订 ${offer.lines.length} 种货`,
    (question && '有确认题') || (mustAcknowledge && '要确认'),
  ];
  return [title.trim(), ...said.filter(Boolean)].join(' · ');
}

export function timeWords({ publishAt, openUntil }: Composition): string {
  const when = publishAt === null ? '现在就发' : `${dateTimeText(publishAt)} 发布`;
  return openUntil === null ? when : `${when}，后来的门店到 ${dateTimeText(openUntil)} 前也收到`;
}

/** 微信订阅消息 640 人，企业微信群发 300 人; or that something is in the way. */
export function forecastWords(forecast: Forecast | undefined): string {
  if (!forecast) return '';
  const [fault] = forecast.faults;
  const reached = forecast.channels.filter(({ channel, people }) => channel !== 'inbox' && people > 0);
  return fault ?? reached.map(({ label, people }) => `${label} ${countText(people)} 人`).join('，');
}

/** 武侯区 A 级、电动工具等 5 个范围 */
export function audienceWords(names: readonly string[]): string {
  const shown = names.slice(0, 3).join('、');
  return names.length > 3 ? `${shown}等 ${names.length} 个范围` : shown || '选定的门店';
}
