import type { FastifyInstance } from 'fastify';
import { PlatformError } from '../platform-error';
import { type Fields, platformRoute } from '../platform-route';
import type { World } from '../state/world';
import { appOfToken } from './credentials';
import { homeOf, isReleased } from './pages';

const DAY_MS = 86_400_000;
const QUERY = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~%]*$/;
const ENVIRONMENTS = ['release', 'trial', 'develop'];

export function urlLinkRoutes(scope: FastifyInstance, world: World): void {
  platformRoute(scope, world, 'api', 'POST', '/wxa/generate_urllink', (call) => {
    const app = appOfToken(world, call);
    const body = call.json();
    const { unverifiedCodes: codes, urlLink } = world.limits;
    const { path = '', query = '', env_version = 'release' } = body;
    if (typeof path !== 'string' || typeof query !== 'string') throw new PlatformError(47001);
    if (!ENVIRONMENTS.includes(env_version as string)) throw new PlatformError(codes.badArgument);
    const page = path.replace(/^\//, '') || homeOf(app);
    if (!isReleased(app, page)) throw new PlatformError(codes.badLinkPage);
    if (query.length > urlLink.queryMax || !QUERY.test(query)) throw new PlatformError(codes.badLinkQuery);
    const expiresAt = readExpiry(world, body);
    if (!world.rates.take(`url-link/${app.appId}`, urlLink.rates)) throw new PlatformError(codes.linkDailyQuota, 'reach max daily quota');
    return { errcode: 0, errmsg: 'ok', url_link: world.links.create(page, query, expiresAt) };
  });
}

/** Type 0 names the second, type 1 the number of days; thirty days at most, and also when nothing is said. */
function readExpiry(world: World, { is_expire = false, expire_type = 0, expire_time, expire_interval }: Fields): number {
  const now = world.clock.now();
  const { maxDays } = world.limits.urlLink;
  const latest = now + maxDays * DAY_MS;
  if (!is_expire) return latest;
  const at = expire_type === 1 ? now + Number(expire_interval) * DAY_MS : Number(expire_time) * 1000;
  const wellFormed = expire_type === 0 || (expire_type === 1 && Number.isInteger(expire_interval));
  if (!wellFormed || !(at > now && at <= latest)) throw new PlatformError(world.limits.unverifiedCodes.badLinkExpiry);
  return at;
}
