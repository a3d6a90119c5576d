import type { MiniProgram } from '../options';
import type { Person } from './people';
import type { SubscribeAnswer } from './subscriptions';
import type { KnownTemplate } from './templates';
import type { World } from './world';

const FAILURES = {
  10001: "TmplIds can't be empty",
  20001: 'No template data return, verify the template id exist',
  20002: 'Templates type must be same',
  20003: 'Templates count out of max bounds',
  20004: 'The main switch is switched off',
} as const;

export type SubscribeFailure = { errCode: keyof typeof FAILURES; errMsg: string };
export type SubscribeResult = { errMsg: 'requestSubscribeMessage:ok' } & Record<string, string>;
/** What was answered on the sheet; a template without an answer was left unticked. */
export interface SheetAnswers {
  answers: Record<string, 'accept' | 'reject'>;
  keep: boolean;
}
export type Asked = { ask: KnownTemplate[] } | { result: SubscribeResult } | { failure: SubscribeFailure };

const failed = (errCode: keyof typeof FAILURES): Asked => ({
  failure: { errCode, errMsg: `requestSubscribeMessage:fail ${FAILURES[errCode]}` },
});

/**
 * wx.requestSubscribeMessage. Without the sheet's answers it says which templates the sheet must ask about; where nothing must be
 * asked, or the answers are there, it is done: each accept is one more right.
 */
export async function requestSubscription(
  world: World,
  app: MiniProgram,
  person: Person,
  templateIds: readonly string[],
  sheet: SheetAnswers | null,
): Promise<Asked> {
  const ids = [...new Set(templateIds)];
  const templates = ids.map((id) => world.templates.find(app.appId, id));
  const setting = world.subscriptions.settingOf(app.appId, person.openid);
  if (ids.length === 0) return failed(10001);
  if (ids.length > world.limits.subscribe.idsMax) return failed(20003);
  if (!setting.mainSwitch) return failed(20004);
  const known = templates.filter((template) => template !== undefined);
  if (known.length < ids.length) return failed(20001);
  if (new Set(known.map(({ longTerm = false }) => longTerm)).size > 1) return failed(20002);

  const settled = new Map<string, SubscribeAnswer>();
  const ask: KnownTemplate[] = [];
  for (const template of known) {
    const kept = setting.items.get(template.id);
    if (kept) settled.set(template.id, kept);
    else if (template.fields && ask.some(({ title, fields }) => fields && title === template.title)) settled.set(template.id, 'filter');
    else ask.push(template);
  }
  if (ask.length > 0 && !sheet) return { ask };
  for (const { id } of ask) settled.set(id, sheet?.answers[id] ?? 'reject');
  if (sheet && ask.length > 0) await answered(world, app, person, ask, sheet);
  for (const [id, answer] of settled) if (answer === 'accept') world.subscriptions.grant(app.appId, person.openid, id);
  return { result: { ...Object.fromEntries(settled), errMsg: 'requestSubscribeMessage:ok' } };
}

/** What was said on the sheet is kept when the person wants so, and told to the mini-program's server. */
async function answered(world: World, app: MiniProgram, person: Person, asked: KnownTemplate[], sheet: SheetAnswers): Promise<void> {
  const items = asked.map(({ id }) => ({ TemplateId: id, SubscribeStatusString: sheet.answers[id] ?? 'reject', PopupScene: '1' }));
  if (sheet.keep) {
    for (const { TemplateId, SubscribeStatusString } of items) {
      world.subscriptions.keep(app.appId, person.openid, TemplateId, SubscribeStatusString);
    }
  }
  await world.pusher.sendList(app.appId, person.openid, 'subscribe_msg_popup_event', items);
}

/** The person switches a template on or off in the mini-program's settings, which its server is told of. */
export async function switchTemplate(
  world: World,
  app: MiniProgram,
  person: Person,
  id: string,
  choice: 'accept' | 'reject',
): Promise<void> {
  if (!world.subscriptions.keep(app.appId, person.openid, id, choice)) return;
  await world.pusher.sendList(app.appId, person.openid, 'subscribe_msg_change_event', [{ TemplateId: id, SubscribeStatusString: choice }]);
}
