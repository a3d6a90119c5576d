import type { FastifyInstance } from 'fastify';
import type { MiniProgram } from '../options';
import { PlatformError } from '../platform-error';
import { type Fields, platformRoute } from '../platform-route';
import type { KnownTemplate } from '../state/templates';
import type { World } from '../state/world';
import { appOfToken } from './credentials';
import { isReleased } from './pages';
import { fits, isFieldKey } from './subscribe-fields';

const DAY_MS = 86_400_000;
const STATES = ['developer', 'trial', 'formal'];
const LANGUAGES = ['zh_CN', 'en_US', 'zh_HK', 'zh_TW'];
const FIRST_MSGID = 3_000_000_000_000_000;

interface Message {
  openid: string;
  template: KnownTemplate;
  page: string | null;
  values: Record<string, string>;
}

export function subscribeRoutes(scope: FastifyInstance, world: World): void {
  platformRoute(scope, world, 'api', 'POST', '/cgi-bin/message/subscribe/send', (call) => {
    const app = appOfToken(world, call);
    const message = read(world, app, call.json());
    const { openid, template } = message;
    if (world.subscriptions.left(app.appId, openid, template.id) <= 0) throw new PlatformError(43101);
    const { withPay, without } = world.limits.subscribe.dailyCap;
    const cap = { max: world.options.pay ? withPay : without, windowMs: DAY_MS };
    if (!world.rates.take(`subscribe/${app.appId}`, [cap])) throw new PlatformError(45009);
    if (!template.longTerm) world.subscriptions.spend(app.appId, openid, template.id);
    return { errcode: 0, errmsg: 'ok', msgid: deliver(world, app, message) };
  });
}

function read(world: World, app: MiniProgram, body: Fields): Message {
  const { touser, template_id, page, data, miniprogram_state = 'formal', lang = 'zh_CN' } = body;
  if (typeof touser !== 'string' || !world.people.knowsOpenid(touser)) throw new PlatformError(40003);
  const template = typeof template_id === 'string' ? world.templates.find(app.appId, template_id) : undefined;
  if (!template) throw new PlatformError(40037);
  if (!STATES.includes(miniprogram_state as string)) throw badArgument('miniprogram_state');
  if (!LANGUAGES.includes(lang as string)) throw badArgument('lang');
  return { openid: touser, template, page: readPage(app, page), values: readValues(world, template, data) };
}

function readPage(app: MiniProgram, page: unknown): string | null {
  if (page === undefined || page === null || page === '') return null;
  if (typeof page !== 'string') throw new PlatformError(41030);
  const path = page.replace(/^\//, '');
  if (!isReleased(app, path.split('?')[0] ?? '')) throw new PlatformError(41030);
  return path;
}

/** Every field of the template with a value of its kind; the refusal names the one that is wrong. */
function readValues(world: World, template: KnownTemplate, data: unknown): Record<string, string> {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw badArgument('data');
  const given = data as Record<string, { value?: unknown } | undefined>;
  const fields = template.fields ?? Object.keys(given).map((key) => ({ key, label: '', values: undefined }));
  if (fields.length === 0) throw badArgument('data');
  const values: Record<string, string> = {};
  for (const { key, values: listed } of fields) {
    const value = given[key]?.value;
    if (!isFieldKey(key) || !fits(key, value, listed)) throw badArgument(`data.${key}.value`);
    values[key] = value;
  }
  const extra = Object.keys(given).find((key) => !(key in values));
  if (extra !== undefined && world.limits.subscribe.refuseExtraFields) throw badArgument(`data.${extra}`);
  return values;
}

const badArgument = (name: string): PlatformError => new PlatformError(47003, `argument invalid! ${name} invalid`);

function deliver(world: World, app: MiniProgram, { openid, template, page, values }: Message): number {
  const msgid = FIRST_MSGID + world.ledger.size;
  world.ledger.note({ msgid: String(msgid), channel: 'subscribe', to: openid, templateId: template.id, content: { page, data: values } });
  const labelOf = (key: string): string => template.fields?.find((field) => field.key === key)?.label ?? '';
  const lines = Object.entries(values).map(([key, value]) => ({ label: labelOf(key), value }));
  const { scene } = world.limits.subscribe;
  world.lockScreens.show({
    to: openid,
    kind: 'subscribe',
    app: '服务通知',
    title: template.title,
    lines,
    page,
    msgid: String(msgid),
    scene,
  });
  if (world.limits.subscribe.sentEvents) {
    const item = { TemplateId: template.id, MsgID: String(msgid), ErrorCode: '0', ErrorStatus: 'success' };
    world.clock.soon(async () => {
      await world.pusher.sendList(app.appId, openid, 'subscribe_msg_sent_event', [item]);
    });
  }
  return msgid;
}
