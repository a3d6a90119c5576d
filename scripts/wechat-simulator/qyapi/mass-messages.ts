import type { FastifyInstance } from 'fastify';
import { isReleased } from '../api/pages';
import { PlatformError } from '../platform-error';
import { type Fields, platformRoute } from '../platform-route';
import type { Relation } from '../state/customers';
import { type MassMessage, type MassTask, SEND_STATUS } from '../state/mass-messages';
import type { World } from '../state/world';
import { badArgument, enterCustomers, memberOf } from './customers';

const PATH = '/cgi-bin/externalcontact/add_msg_template';

/** Makes the task; nothing goes out before the member confirms. */
export function massMessageRoutes(scope: FastifyInstance, world: World): void {
  platformRoute(scope, world, 'qyapi', 'POST', PATH, (call) => {
    enterCustomers(world, call, PATH);
    const body = call.json();
    const content = readContent(world, body);
    const { relations, failed } = readCustomers(world, body);
    if (relations.length === 0) throw new PlatformError(world.limits.unverifiedCodes.noCustomerToSend, 'no external user to send');
    const msgid = `msg${world.random.alphanumeric(29)}`;
    const creator = typeof body.sender === 'string' ? body.sender : '';
    const message: MassMessage = {
      ...content,
      msgid,
      creator,
      createdAt: world.clock.now(),
      tasks: tasksOf(relations),
      cancelledAt: null,
    };
    world.massMessages.create(message);
    for (const task of message.tasks) showTask(world, message, task);
    return { errcode: 0, errmsg: 'ok', fail_list: failed, msgid };
  });
}

type Content = Pick<MassMessage, 'text' | 'attachments' | 'page' | 'url'>;

function readContent(world: World, body: Fields): Content {
  const { massTextBytes, massAttachmentsMax } = world.limits.customers;
  if ((body.chat_type ?? 'single') !== 'single') throw badArgument(world, 'chat_type');
  const text = (body.text as Fields | undefined)?.content ?? '';
  const attachments = body.attachments ?? [];
  if (typeof text !== 'string' || Buffer.byteLength(text) > massTextBytes) throw badArgument(world, 'text.content');
  if (!Array.isArray(attachments) || attachments.length > massAttachmentsMax) throw badArgument(world, 'attachments');
  if (text === '' && attachments.length === 0) throw new PlatformError(world.limits.unverifiedCodes.emptyMessage, 'empty content');
  const opened = (attachments as Fields[]).map((attachment) => readAttachment(world, attachment));
  const first = opened.find(({ page, url }) => page !== null || url !== null);
  return { text, attachments, page: first?.page ?? null, url: first?.url ?? null };
}

function readAttachment(world: World, attachment: Fields): { page: string | null; url: string | null } {
  const { card, link } = world.limits.customers;
  const kind = String(attachment.msgtype);
  const part = attachment[kind] as Fields | undefined;
  const text = (name: string, mostBytes = Number.POSITIVE_INFINITY): string => {
    const value = part?.[name];
    if (typeof value !== 'string' || value === '' || Buffer.byteLength(value) > mostBytes) throw badArgument(world, `${kind}.${name}`);
    return value;
  };
  if (kind === 'link') {
    text('title', link.titleBytes);
    if (part?.desc !== undefined && part.desc !== '') text('desc', link.descriptionBytes);
    return { page: null, url: text('url') };
  }
  if (kind === 'miniprogram') {
    text('title', card.titleBytes);
    text('pic_media_id');
    const app = world.miniPrograms.find(({ appId }) => appId === text('appid'));
    const page = text('page').replace(/^\//, '');
    if (!app || !isReleased(app, page.split('?')[0]?.replace(/\.html$/, '') ?? '')) throw badArgument(world, 'miniprogram.page');
    return { page, url: null };
  }
  if (!['image', 'video', 'file'].includes(kind)) throw badArgument(world, 'attachments.msgtype');
  return { page: null, url: null };
}

/** Whom it can go to, each through one member, and whom it cannot: strangers, and those who have had enough of late. */
function readCustomers(world: World, { external_userid, sender }: Fields): { relations: Relation[]; failed: string[] } {
  const given = external_userid ?? [];
  if (!Array.isArray(given) || given.length > world.limits.customers.massRecipientsMax) throw badArgument(world, 'external_userid');
  if (given.length === 0 && !sender) throw badArgument(world, 'external_userid');
  const userid = sender === undefined || sender === '' ? null : memberOf(world, String(sender));
  const ids = given.length > 0 ? [...new Set(given.map(String))] : world.customers.of(userid ?? '').map((one) => one.externalUserid);
  const relations: Relation[] = [];
  const failed: string[] = [];
  for (const id of ids) {
    const relation = userid ? world.customers.find(userid, id) : world.customers.around(id)[0];
    if (relation && world.massMessages.allowance(id) > 0) relations.push(relation);
    else failed.push(id);
  }
  return { relations, failed };
}

function tasksOf(relations: readonly Relation[]): MassTask[] {
  const tasks = new Map<string, MassTask>();
  for (const relation of relations) {
    const task = tasks.get(relation.userid) ?? { userid: relation.userid, confirmedAt: null, sendings: [] };
    task.sendings.push({ relation, status: SEND_STATUS.unsent, at: null });
    tasks.set(relation.userid, task);
  }
  return [...tasks.values()];
}

/** The card on the member's phone that waits for the tap. */
function showTask(world: World, { msgid, text }: MassMessage, { userid, sendings }: MassTask): void {
  const lines = [
    { label: '内容', value: text },
    { label: '客户', value: `${sendings.length} 人` },
  ];
  world.lockScreens.show({ to: userid, kind: 'mass-task', app: '客户群发', title: '有一条群发消息待您发送', lines, msgid, scene: 0 });
}

/** The member taps "send", and the customers' phones light up. */
export function confirmMassTask(world: World, message: MassMessage, task: MassTask): void {
  const { msgid, text, attachments, page, url } = message;
  const app = world.people.find(task.userid)?.nickname ?? task.userid;
  for (const { relation } of world.massMessages.confirm(task)) {
    world.ledger.note({ msgid, channel: 'wecom-mass', to: relation.externalUserid, content: { text, attachments } });
    const { scene } = world.limits.customers;
    const { openid } = relation.customer;
    world.lockScreens.show({ to: openid, kind: 'wecom-chat', app, title: text, page, url, msgid: `${msgid}/${task.userid}`, scene });
  }
}
