import type { FastifyInstance } from 'fastify';
import { PlatformError } from '../platform-error';
import { platformRoute } from '../platform-route';
import type { World } from '../state/world';
import { takeTurn, wecomAppOfToken } from './wecom-tokens';

const PATH = '/cgi-bin/miniprogram/jscode2session';

export function wecomLoginRoutes(scope: FastifyInstance, world: World): void {
  platformRoute(scope, world, 'qyapi', 'GET', PATH, (call) => {
    const app = wecomAppOfToken(world, call);
    takeTurn(world, call, PATH);
    if (!app.boundToMiniProgram) throw new PlatformError(world.limits.unverifiedCodes.wrongWecomApp);
    if (call.query('grant_type') !== 'authorization_code') throw new PlatformError(40002);
    const code = call.query('js_code');
    if (code === '') throw new PlatformError(world.limits.unverifiedCodes.missingJsCode);
    const claim = world.claim('wecom-login', world.corp.corpId, code);
    if (typeof claim === 'string' || claim.person.userid === null) throw new PlatformError(40029);
    claim.use();
    const { person } = claim;
    person.lastSeenAt = world.clock.now();
    person.wecomSessionKey = world.newSessionKey();
    return { errcode: 0, errmsg: 'ok', corpid: world.corp.corpId, userid: person.userid, session_key: person.wecomSessionKey };
  });
}
