import type { FastifyInstance } from 'fastify';
import { PlatformError } from '../platform-error';
import { platformRoute } from '../platform-route';
import type { World } from '../state/world';
import { appWithSecret } from './credentials';

export function tokenRoutes(scope: FastifyInstance, world: World): void {
  platformRoute(scope, world, 'api', 'GET', '/cgi-bin/token', (call) => {
    if (call.query('grant_type') !== 'client_credential') throw new PlatformError(40002);
    const { appId } = appWithSecret(world, call.query('appid'), call.query('secret'));
    if (!world.rates.take(`token/${appId}`, world.limits.plainToken.rates)) throw new PlatformError(45009);
    return world.tokens.issuePlain(appId);
  });

  platformRoute(scope, world, 'api', 'POST', '/cgi-bin/stable_token', (call) => {
    const { grant_type, appid, secret, force_refresh = false } = call.json();
    if (grant_type !== 'client_credential') throw new PlatformError(40002);
    const { appId } = appWithSecret(world, appid, secret);
    if (typeof force_refresh !== 'boolean') throw new PlatformError(47001);
    if (!world.rates.take(`stable-token/${appId}`, world.limits.stableToken.rates)) throw new PlatformError(45009);
    // Forced again within half a minute, nothing is refreshed and nothing is used up.
    if (!force_refresh || !world.tokens.mayForce(appId)) return world.tokens.issueStable(appId);
    if (!world.rates.take(`stable-token/forced/${appId}`, world.limits.stableToken.forcedRates)) throw new PlatformError(45009);
    return world.tokens.forceStable(appId);
  });
}
