import type { FastifyInstance } from 'fastify';
import { PlatformError } from '../platform-error';
import { type Fields, platformRoute } from '../platform-route';
import type { World } from '../state/world';
import { type MessageContent, readMessage } from './message-content';
import { callerOfToken, takeTurn, type WecomCaller } from './wecom-tokens';

const DAY_MS = 86_400_000;
const ALL_INVALID = 81013;

interface Addressed {
  to: string[];
  invaliduser: string[];
  invalidparty: string[];
  invalidtag: string[];
  unlicenseduser: string[];
}

export function wecomMessageRoutes(scope: FastifyInstance, world: World): void {
  platformRoute(scope, world, 'qyapi', 'POST', '/cgi-bin/message/send', (call) => {
    const caller = callerOfToken(world, call);
    const body = call.json();
    const sender = senderOf(world, caller, body);
    const content = readMessage(world, body);
    const addressed = addressees(world, caller, body);
    const intervalMs = duplicateInterval(world, body);
    const before = intervalMs > 0 ? world.wecomMessages.repeated(sender, body, intervalMs) : null;
    const msgid = before ?? world.random.urlSafe(43);
    if (before) note(world, caller, { ...content, msgid }, addressed.to, 'duplicate');
    else send(world, caller, { sender, msgid, body, content, to: addressed.to });
    return { errcode: 0, errmsg: 'ok', ...namesOf(addressed), msgid };
  });

  platformRoute(scope, world, 'qyapi', 'POST', '/cgi-bin/message/recall', (call) => {
    const caller = callerOfToken(world, call);
    takeTurn(world, call, '/cgi-bin/message/recall');
    const { msgid } = call.json();
    const { unverifiedCodes: codes, wecomMessage } = world.limits;
    const sent = typeof msgid === 'string' ? world.wecomMessages.find(senderKey(caller), msgid) : undefined;
    if (!sent) throw new PlatformError(codes.messageNotFound, 'invalid msgid');
    if (world.clock.now() - sent.at >= wecomMessage.recallMs) throw new PlatformError(codes.recallTooLate, 'message is too old to recall');
    for (const message of world.ledger.list({ msgid: sent.msgid, outcome: 'delivered' })) message.outcome = 'recalled';
    world.lockScreens.withdraw(sent.msgid);
    return { errcode: 0, errmsg: 'ok' };
  });
}

const senderKey = ({ app, linked }: WecomCaller): string => `${linked?.corpId ?? ''}/${app?.agentId ?? ''}`;

/** The number must be that of the app whose token it is; a mini-program notice needs none. */
function senderOf(world: World, caller: WecomCaller, body: Fields): string {
  const agentId = caller.linked?.agentId ?? caller.app?.agentId;
  const named = body.msgtype === 'miniprogram_notice' && body.agentid === undefined ? agentId : Number(body.agentid);
  if (agentId === undefined || named !== agentId) throw new PlatformError(world.limits.unverifiedCodes.wrongWecomApp);
  return senderKey(caller);
}

function addressees(world: World, { linked }: WecomCaller, body: Fields): Addressed {
  const { recipientsMax, partiesMax } = world.limits.wecomMessage;
  const [users, parties, tags] = [list(body.touser), list(body.toparty), list(body.totag)];
  if (users.length > recipientsMax || parties.length > partiesMax || tags.length > partiesMax) {
    throw new PlatformError(world.limits.unverifiedCodes.tooManyRecipients, 'invalid user list size');
  }
  const all = users.length === 1 && users[0] === '@all';
  const ids = all ? everybody(world, linked?.members) : [...new Set(users.map((user) => user.toLowerCase()))];
  const isMember = (id: string): boolean => (linked ? linked.members.includes(id) : world.people.member(id) !== undefined);
  const isLicensed = (id: string): boolean => linked !== null || world.people.member(id)?.licensed === true;
  const addressed: Addressed = {
    to: ids.filter((id) => isMember(id) && isLicensed(id)),
    invaliduser: ids.filter((id) => !isMember(id)),
    // Departments and tags of members are not simulated: nobody is in any.
    invalidparty: parties,
    invalidtag: tags,
    unlicenseduser: ids.filter((id) => isMember(id) && !isLicensed(id)),
  };
  if (addressed.to.length + addressed.unlicenseduser.length === 0) throw new PlatformError(ALL_INVALID);
  return addressed;
}

const everybody = (world: World, linked?: readonly string[]): string[] => [...(linked ?? world.people.members().map(({ key }) => key))];
const list = (value: unknown): string[] => (typeof value === 'string' ? value.split('|').filter(Boolean) : []);

function namesOf({ to: _to, ...lists }: Addressed): Record<string, string> {
  return Object.fromEntries(
    Object.entries(lists)
      .filter(([, ids]) => ids.length > 0)
      .map(([name, ids]) => [name, ids.join('|')]),
  );
}

function duplicateInterval(world: World, body: Fields): number {
  const { usualMs, mostMs } = world.limits.wecomMessage.duplicateCheck;
  const { enable_duplicate_check = 0, duplicate_check_interval = usualMs / 1000 } = body;
  if (Number(enable_duplicate_check) !== 1) return 0;
  const ms = Number(duplicate_check_interval) * 1000;
  if (!(ms > 0 && ms <= mostMs)) throw new PlatformError(world.limits.unverifiedCodes.badWecomArgument, 'invalid duplicate_check_interval');
  return ms;
}

type Sending = { sender: string; msgid: string; body: Fields; content: MessageContent; to: string[] };

/** A day's limit refuses; what is too much for one member is dropped, and the answer says nothing of it. */
function send(world: World, caller: WecomCaller, { sender, msgid, body, content, to }: Sending): void {
  const { perAccountAndDay, perMember } = world.limits.wecomMessage;
  const cap = { max: accountsOf(world) * perAccountAndDay, windowMs: DAY_MS };
  if (!world.rates.take(`wecom-messages/${sender}`, [cap], to.length)) throw new PlatformError(45009, 'api freq out of limit');
  world.wecomMessages.remember(sender, msgid, body);
  for (const id of to) {
    const broken = world.rates.brokenBy(`wecom-messages/${sender}/${id}`, perMember);
    note(world, caller, { ...content, msgid }, [id], broken ? 'dropped' : 'delivered', broken && `${broken.max} / ${broken.windowMs} ms`);
    if (broken) continue;
    const { scene } = world.limits.wecomMessage;
    const { title, lines, page, url } = content;
    world.lockScreens.show({ to: id, kind: 'wecom', app: '企业微信', title, lines, page, url, msgid, scene });
  }
}

/** Where people nobody registered exist, nobody knows how many accounts there are. */
function accountsOf(world: World): number {
  return world.corp.accounts ?? (world.people.lazy ? Number.POSITIVE_INFINITY : world.people.members().length);
}

function note(
  world: World,
  { linked }: WecomCaller,
  { msgid, cut, ...content }: MessageContent & { msgid: string },
  to: readonly string[],
  outcome: 'delivered' | 'dropped' | 'duplicate',
  reason: string | null = null,
): void {
  for (const id of to) world.ledger.note({ msgid, channel: linked ? 'wecom-linked' : 'wecom-app', to: id, content, cut, outcome, reason });
}
