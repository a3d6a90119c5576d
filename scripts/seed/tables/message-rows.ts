import type { TemplateField } from '@dianquan/shared/contract/delivery';
import type { TemplateUse } from '@dianquan/shared/push-channels';
import { type Calendar, DAY, HOUR } from '../calendar';
import type { Dice } from '../dice';
import type { Row } from '../rows';
import type { Member, Story } from '../story/types';

type Template = { use: TemplateUse; platformId: string; title: string; fields: TemplateField[] };
type Kept = { granted: number; sent: number; answer: 'accept' | 'reject'; keeps: boolean; at: number };

const TEMPLATES: Template[] = [
  {
    use: 'announcement',
    platformId: 'DqGG_announcement_notice_0000000000000000001',
    title: '新公告提醒',
    fields: [
      { key: 'thing1', label: '公告标题', source: 'title' },
      { key: 'thing2', label: '公告内容', source: 'summary' },
      { key: 'time3', label: '发布时间', source: 'time' },
    ],
  },
  {
    use: 'order',
    platformId: 'DqDD_order_progress_000000000000000000000002',
    title: '订单进展提醒',
    fields: [
      { key: 'character_string1', label: '订单编号', source: 'number' },
      { key: 'thing2', label: '订单进展', source: 'title' },
      { key: 'time3', label: '时间', source: 'time' },
    ],
  },
  {
    use: 'waiting',
    platformId: 'DqDB_waiting_for_you_00000000000000000000003',
    title: '待办事项提醒',
    fields: [
      { key: 'thing1', label: '待办事项', source: 'title' },
      { key: 'time2', label: '提交时间', source: 'time' },
    ],
  },
];
/** How many people said yes when asked at joining, by what they were asked about. */
const YES: Record<TemplateUse, number> = { announcement: 0.55, order: 0.4, waiting: 0.3 };
const MOST_ENTRIES_ASIDE = 2 * HOUR;

/** The templates in force, and what the people who joined agreed to be sent. */
export function messageRows({ members, calendar, dice }: Story): { push_template: Row[]; push_consent: Row[]; push_consent_entry: Row[] } {
  const chance = dice.fork('consents');
  const told = { push_consent: [] as Row[], push_consent_entry: [] as Row[] };
  for (const member of onceEach(members)) {
    for (const [index, template] of TEMPLATES.entries()) {
      if (template.use === 'waiting' && member.role !== 'owner') continue;
      const kept = keptBy(member, template.use, calendar, chance);
      const key = { account_id: member.account.id, template_id: index + 1 };
      told.push_consent.push(consentRow(key, kept));
      told.push_consent_entry.push(...entryRows(key, kept));
    }
  }
  return { push_template: TEMPLATES.map((template, index) => templateRow(template, index + 1, calendar)), ...told };
}

/** People who are in, each once, whatever shops they are in. */
function onceEach(members: readonly Member[]): Member[] {
  const seen = new Set<number>();
  return members.filter(({ account, status }) => {
    if (status !== 'active' || seen.has(account.id)) return false;
    seen.add(account.id);
    return true;
  });
}

function templateRow({ use, platformId, title, fields }: Template, id: number, calendar: Calendar): Row {
  return {
    id,
    use_key: use,
    platform_id: platformId,
    title,
    fields: JSON.stringify(fields),
    created_at: calendar.at(-60, '10:00'),
    withdrawn_at: null,
    withdrawn_reason: null,
    active_key: use,
  };
}

/** Asked at joining; some have agreed again since, and some of what they agreed to has been sent. */
function keptBy(member: Member, use: TemplateUse, calendar: Calendar, dice: Dice): Kept {
  const at = Math.min(member.joinedAt, calendar.now - DAY);
  // Of those whom one may play, everybody said yes: what is published shows on their phone.
  if (!member.isKnown && !dice.chance(YES[use])) return { granted: 0, sent: 0, answer: 'reject', keeps: false, at };
  const granted = 1 + (dice.chance(0.3) ? dice.between(1, 3) : 0);
  const sent = member.isKnown ? 0 : dice.int(granted + 1);
  return { granted, sent, answer: 'accept', keeps: granted > 2, at };
}

function consentRow(key: { account_id: number; template_id: number }, { granted, sent, answer, keeps, at }: Kept): Row {
  return { ...key, granted, sent, held: 0, uncertain: 0, answer, keeps: Number(keeps), asked_at: at, ended_at: null, ended_reason: null };
}

function entryRows(key: { account_id: number; template_id: number }, { granted, sent, answer, at }: Kept): Row[] {
  const entry = (kind: string, delta: number, number: number): Row => ({
    ...key,
    kind,
    delta,
    pair_id: null,
    subject: `${kind}:begin:${key.template_id}:${number}`,
    at: at + Math.min(number * 60_000, MOST_ENTRIES_ASIDE),
  });
  if (answer === 'reject') return [entry('rejected', 0, 0)];
  const grants = Array.from({ length: granted }, (_, i) => entry('granted', 1, i));
  const sends = Array.from({ length: sent }, (_, i) => [entry('held', -1, i), entry('sent', 0, i)]);
  return [...grants, ...sends.flat()];
}
