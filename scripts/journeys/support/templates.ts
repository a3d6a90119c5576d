import type { TemplateUse } from '@dianquan/shared/push-channels';
import type { Place } from './place';
import type { Town } from './town';

const FIELDS = [
  { key: 'thing1', label: '标题', source: 'title' },
  { key: 'thing2', label: '内容', source: 'summary' },
  { key: 'time3', label: '时间', source: 'time' },
];

/** A template in force here and known at the platform. */
export async function putTemplate({ api }: Place, { manager }: Town, use: TemplateUse, title: string): Promise<string> {
  const platformId = `journey-${use}`;
  await api.control(`/templates/${platformId}`, 'PUT', { title, fields: FIELDS });
  await api.call('delivery.createTemplate', manager, { body: { use, platformId, title, fields: FIELDS } });
  return platformId;
}

/** Whatever the hour is, what is published goes out at once. */
export async function sendAtAnyHour({ api }: Place, { manager }: Town): Promise<void> {
  const settings = await api.call('delivery.settings', manager);
  await api.call('delivery.setSettings', manager, { body: { ...settings, quietFrom: 0, quietUntil: 0, mergeMinutes: 0 } });
}
