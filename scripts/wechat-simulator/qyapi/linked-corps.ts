import type { FastifyInstance } from 'fastify';
import { PlatformError } from '../platform-error';
import { platformRoute } from '../platform-route';
import type { World } from '../state/world';
import { linkedOwner, takeTurn, wecomAppOfToken } from './wecom-tokens';

const LIST = '/cgi-bin/corpgroup/corp/list_app_share_info';
const TOKEN = '/cgi-bin/corpgroup/corp/gettoken';
/** 上下游; 0 is 企业互联, which nobody is linked by here. */
const CHAIN = 1;

export function linkedCorpRoutes(scope: FastifyInstance, world: World): void {
  platformRoute(scope, world, 'qyapi', 'POST', LIST, (call) => {
    const app = wecomAppOfToken(world, call);
    takeTurn(world, call, LIST);
    const { agentid, business_type = 0, corpid } = call.json();
    if (Number(agentid) !== app.agentId) throw new PlatformError(world.limits.unverifiedCodes.wrongWecomApp);
    const shared = (world.corp.linked ?? []).filter(({ corpId }) => corpid === undefined || corpid === '' || corpid === corpId);
    const corp_list = shared.map(({ corpId, name, agentId }) => ({ corpid: corpId, corp_name: name, agentid: agentId }));
    return { errcode: 0, errmsg: 'ok', ending: 1, corp_list: business_type === CHAIN ? corp_list : [] };
  });

  platformRoute(scope, world, 'qyapi', 'POST', TOKEN, (call) => {
    const app = wecomAppOfToken(world, call);
    takeTurn(world, call, TOKEN);
    const { corpid, business_type = 0, agentid } = call.json();
    const linked = world.corp.linked?.find(({ corpId }) => corpId === corpid);
    if (!linked || business_type !== CHAIN) throw new PlatformError(40013, 'invalid corpid');
    if (Number(agentid) !== linked.agentId) throw new PlatformError(world.limits.unverifiedCodes.wrongWecomApp);
    return { errcode: 0, errmsg: 'ok', ...world.tokens.issueWecom(linkedOwner(app.secret, linked.corpId)) };
  });
}
