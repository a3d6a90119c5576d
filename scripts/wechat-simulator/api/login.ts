import type { FastifyInstance } from 'fastify';
import { PlatformError } from '../platform-error';
import { platformRoute } from '../platform-route';
import type { CodeFault } from '../state/one-time-codes';
import type { World } from '../state/world';
import { appWithSecret } from './credentials';

/** Only a code used before has a code of its own; one that is late or made up is simply invalid. */
export const loginFault = (fault: CodeFault): PlatformError => new PlatformError(fault === 'used' ? 40163 : 40029);

export function loginRoutes(scope: FastifyInstance, world: World): void {
  platformRoute(scope, world, 'api', 'GET', '/sns/jscode2session', (call) => {
    const { appId } = appWithSecret(world, call.query('appid'), call.query('secret'));
    if (call.query('grant_type') !== 'authorization_code') throw new PlatformError(40002);
    const code = call.query('js_code');
    if (code === '') throw new PlatformError(world.limits.unverifiedCodes.missingJsCode);
    const claim = world.claim('wechat-login', appId, code);
    if (typeof claim === 'string') throw loginFault(claim);
    const { person } = claim;
    if (!world.rates.take(`login/${person.key}`, world.limits.login.perUser)) throw new PlatformError(45011);
    if (person.blocked) throw new PlatformError(40226);
    claim.use();
    person.lastSeenAt = world.clock.now();
    if (person.sessionKey === null || world.limits.login.rotateSessionKey) person.sessionKey = world.newSessionKey();
    const session = { session_key: person.sessionKey, openid: person.openid };
    return world.options.boundToOpenPlatform === false ? session : { ...session, unionid: person.unionid };
  });
}
