import { randomUUID } from 'node:crypto';
import type { TemplateUse } from '@dianquan/shared/push-channels';
import type { FieldSource } from '@dianquan/shared/push-fields';
import type { TestApp } from '../app';
import { buildMember, type MemberOverrides } from '../builders/member';
import { buildStaff } from '../builders/staff';
import { unique } from '../builders/unique';

export type PushPerson = Awaited<ReturnType<typeof buildMember>> & { key: string; openid: string };

const FIELDS: Record<TemplateUse, { key: string; label: string; source: FieldSource }[]> = {
  announcement: [
    { key: 'thing1', label: '公告标题', source: 'title' },
    { key: 'thing2', label: '公告内容', source: 'summary' },
    { key: 'time3', label: '发布时间', source: 'time' },
  ],
  order: [
    { key: 'character_string1', label: '订单编号', source: 'number' },
    { key: 'phrase2', label: '订单状态', source: 'state' },
    { key: 'time3', label: '时间', source: 'time' },
  ],
  waiting: [
    { key: 'thing1', label: '待办事项', source: 'title' },
    { key: 'time2', label: '提交时间', source: 'time' },
  ],
};

/** What a person with a phone in the hand does on the simulated platform. */
export async function atPlatform<T>(t: TestApp, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<T> {
  const response = await fetch(`${t.env.wechat.apiBase.replace(/\/api$/, '/control')}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return (response.status === 204 ? null : await response.json()) as T;
}

/** A template in force here, and known to the platform with the same fields. */
export async function putTemplate(
  t: TestApp,
  use: TemplateUse = 'announcement',
  fields = FIELDS[use],
): Promise<{ id: number; platformId: string }> {
  const platformId = `tpl-${unique()}`;
  await atPlatform(t, 'PUT', `/templates/${platformId}`, { title: '提醒', fields });
  const manager = await buildStaff(t, { roles: ['manager'] });
  const { status, body } = await t.call('delivery.createTemplate', { as: manager.token, body: { use, platformId, title: '提醒', fields } });
  if (status !== 201 && status !== 200) throw new Error(`the template was refused: ${body.message}`);
  return { id: body.id, platformId };
}

/** A member whom the simulated platform knows. */
export async function buildPushPerson(t: TestApp, overrides: MemberOverrides = {}): Promise<PushPerson> {
  const key = `push-${unique()}`;
  const { openid } = t.world.registerUser({ key });
  return { ...(await buildMember(t, { ...overrides, openid })), key, openid };
}

export type Asking = { answer?: 'accept' | 'reject'; keep?: boolean; lost?: boolean };

/** The tap on a button that asks, what is chosen on the sheet, and the app telling our server, unless that is lost. */
export async function ask(t: TestApp, person: PushPerson, platformId: string, asking: Asking = {}): Promise<string> {
  const { answer = 'accept', keep = false, lost = false } = asking;
  const path = `/users/${person.key}/subscription-requests`;
  const told = await atPlatform<Record<string, string>>(t, 'POST', path, {
    tmplIds: [platformId],
    answers: { [platformId]: answer },
    keep,
  });
  const settings = await atPlatform<{ subscriptionsSetting: { itemSettings: Record<string, string> } }>(
    t,
    'GET',
    `/users/${person.key}/subscriptions`,
  );
  const keeps = settings.subscriptionsSetting.itemSettings[platformId] !== undefined;
  const given = told[platformId] as string;
  if (!lost) {
    const body = { askId: randomUUID(), answers: [{ platformId, answer: given, keeps }] };
    const { status } = await t.call('delivery.recordConsent', { as: person.token, body });
    if (status >= 300) throw new Error(`the answer was refused: ${status}`);
  }
  return given;
}

/** Messages that the platform itself would still take for this person. */
export function leftAtPlatform(t: TestApp, openid: string, platformId: string): number {
  return t.world.subscriptions.left(t.world.miniProgram.appId, openid, platformId);
}

type Row = { granted: number; sent: number; held: number; uncertain: number; left: number; entries: number };

/** Our own account of one person and template, and what its entries add up to. */
export async function ledgerOf(t: TestApp, accountId: number, templateId: number): Promise<Row> {
  const [row] = await t.db.query<Row>(
    `SELECT c.granted, c.sent, c.held, c.uncertain, c.granted - c.sent - c.held AS \`left\`,
       (SELECT SUM(e.delta) FROM push_consent_entry e WHERE e.account_id = c.account_id AND e.template_id = c.template_id) AS entries
     FROM push_consent c WHERE c.account_id = ? AND c.template_id = ?`,
    [accountId, templateId],
  );
  return row ?? { granted: 0, sent: 0, held: 0, uncertain: 0, left: 0, entries: 0 };
}
