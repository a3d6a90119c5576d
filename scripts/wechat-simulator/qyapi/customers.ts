import type { FastifyInstance } from 'fastify';
import { PlatformError } from '../platform-error';
import { type Call, platformRoute } from '../platform-route';
import type { Relation } from '../state/customers';
import type { World } from '../state/world';
import { callerOfToken, takeTurn } from './wecom-tokens';

const PREFIX = '/cgi-bin/externalcontact';
const WECHAT_USER = 1;
const CORP_TAG = 1;

/** Customer contact is open to its own secret and to the apps of the corp, not to those inside linked corps. */
export function enterCustomers(world: World, call: Call, path: string): void {
  if (callerOfToken(world, call).linked) throw new PlatformError(48002);
  takeTurn(world, call, path);
}

export function customerRoutes(scope: FastifyInstance, world: World): void {
  const get = (name: string, answer: (call: Call) => object): void =>
    platformRoute(scope, world, 'qyapi', 'GET', `${PREFIX}/${name}`, (call) => {
      enterCustomers(world, call, `${PREFIX}/${name}`);
      return { errcode: 0, errmsg: 'ok', ...answer(call) };
    });

  get('get_follow_user_list', () => ({ follow_user: [...new Set(world.customers.known().map(({ userid }) => userid))] }));

  get('list', (call) => {
    const external_userid = world.customers.of(memberOf(world, call.query('userid'))).map(({ externalUserid }) => externalUserid);
    if (external_userid.length === 0) throw noRelation(world);
    return { external_userid };
  });

  get('get', (call) => {
    const relations = world.customers.around(call.query('external_userid'));
    const [latest] = relations;
    if (!latest) throw noRelation(world);
    return { external_contact: contactView(world, latest), follow_user: relations.map((relation) => followView(world, relation)) };
  });

  platformRoute(scope, world, 'qyapi', 'POST', `${PREFIX}/batch/get_by_user`, (call) => {
    enterCustomers(world, call, `${PREFIX}/batch/get_by_user`);
    const { userid_list, cursor, limit } = call.json();
    if (!Array.isArray(userid_list) || userid_list.length === 0) throw badArgument(world, 'userid_list');
    const all = userid_list.flatMap((userid) => world.customers.of(memberOf(world, String(userid))));
    const { items, next_cursor } = pageOf(world, all, { cursor, limit }, world.limits.customers.batchMax);
    const external_contact_list = items.map((relation) => ({
      external_contact: contactView(world, relation),
      follow_info: followInfo(relation),
    }));
    return { errcode: 0, errmsg: 'ok', external_contact_list, next_cursor };
  });

  platformRoute(scope, world, 'qyapi', 'POST', `${PREFIX}/get_corp_tag_list`, (call) => {
    enterCustomers(world, call, `${PREFIX}/get_corp_tag_list`);
    return { errcode: 0, errmsg: 'ok', tag_group: tagGroups(world) };
  });
}

export function memberOf(world: World, userid: string): string {
  const member = userid === '' ? undefined : world.people.member(userid);
  if (!member) throw new PlatformError(60111, 'invalid string value: userid not found');
  return member.key;
}

/** One page of a list; the cursor is the number of those before it. */
export function pageOf<Item>(
  world: World,
  all: readonly Item[],
  { cursor, limit }: { cursor?: unknown; limit?: unknown },
  most: number,
): { items: Item[]; next_cursor: string } {
  const from = cursor === undefined || cursor === '' ? 0 : Number(cursor);
  const size = limit === undefined || limit === 0 ? most : Number(limit);
  if (!Number.isInteger(from) || from < 0 || !Number.isInteger(size) || size < 1 || size > most)
    throw badArgument(world, 'cursor or limit');
  const end = from + size;
  return { items: all.slice(from, end), next_cursor: end < all.length ? String(end) : '' };
}

export const badArgument = (world: World, name: string): PlatformError =>
  new PlatformError(world.limits.unverifiedCodes.badWecomArgument, `invalid Request Parameter: ${name}`);

const noRelation = (world: World): PlatformError => new PlatformError(world.limits.unverifiedCodes.noCustomers, 'not external contact');

function contactView(world: World, { customer, externalUserid }: Relation): object {
  const bound = world.options.boundToOpenPlatform !== false;
  return {
    external_userid: externalUserid,
    name: customer.nickname,
    avatar: '',
    type: WECHAT_USER,
    gender: 0,
    ...(bound ? { unionid: customer.unionid } : {}),
  };
}

const followBase = ({ userid, remark, addedAt, addWay, state }: Relation): object => ({
  userid,
  remark,
  description: '',
  createtime: Math.floor(addedAt / 1000),
  remark_mobiles: [],
  add_way: addWay,
  oper_userid: userid,
  state,
});

const followInfo = (relation: Relation): object => ({ ...followBase(relation), tag_id: relation.tagIds });

function followView(world: World, relation: Relation): object {
  const tags = relation.tagIds
    .map((id) => world.customers.tags.get(id))
    .filter((tag) => tag !== undefined)
    .map(({ id, name, group }) => ({ group_name: group, tag_name: name, type: CORP_TAG, tag_id: id }));
  return { ...followBase(relation), tags };
}

function tagGroups(world: World): object[] {
  const groups = new Map<string, object[]>();
  for (const { id, name, group, createdAt } of world.customers.tags.values()) {
    groups.set(group, [...(groups.get(group) ?? []), { id, name, create_time: Math.floor(createdAt / 1000), order: 0 }]);
  }
  return [...groups].map(([group_name, tag]) => ({ group_id: `eg-${group_name}`, group_name, order: 0, tag }));
}
