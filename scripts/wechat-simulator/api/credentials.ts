import type { MiniProgram } from '../options';
import { PlatformError } from '../platform-error';
import type { Call } from '../platform-route';
import type { World } from '../state/world';

/** AppID and secret as given in the query or body of the calls that take them. */
export function appWithSecret(world: World, appId: unknown, secret: unknown): MiniProgram {
  if (appId === undefined || appId === '') throw new PlatformError(41002);
  if (secret === undefined || secret === '') throw new PlatformError(41004);
  const app = world.miniPrograms.find((candidate) => candidate.appId === appId);
  if (!app) throw new PlatformError(40013);
  if (app.appSecret !== secret) throw new PlatformError(world.limits.unverifiedCodes.badSecret, 'invalid appsecret');
  return app;
}

/** The app whose access_token the call carries. */
export function appOfToken(world: World, call: Call): MiniProgram {
  const value = call.query('access_token');
  if (value === '') throw new PlatformError(41001);
  const { state, owner } = world.tokens.look(value, 'wechat');
  if (state === 'expired') throw new PlatformError(42001);
  const app = state === 'live' ? world.miniPrograms.find((candidate) => candidate.appId === owner) : undefined;
  if (!app) throw new PlatformError(40001);
  return app;
}
