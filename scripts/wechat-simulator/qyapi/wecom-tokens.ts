import type { FastifyInstance } from 'fastify';
import type { LinkedCorp, WecomApp } from '../options';
import { PlatformError } from '../platform-error';
import { type Call, platformRoute } from '../platform-route';
import type { World } from '../state/world';

/** Limits count per corp and interface and per address and interface, and a breach shuts the door for a while. */
export function takeTurn(world: World, call: Call, path: string): void {
  const { perCorp, perAddress } = world.limits.wecom;
  const free = world.rates.take(`corp/${world.corp.corpId}${path}`, perCorp) && world.rates.take(`address/${call.ip}${path}`, perAddress);
  if (!free) throw new PlatformError(45009, 'api freq out of limit');
}

/** On whose behalf a call is made: an app, perhaps inside a linked corp, or the secret of customer contact, which is no app. */
export interface WecomCaller {
  app: WecomApp | null;
  linked: LinkedCorp | null;
}

export const linkedOwner = (secret: string, corpId: string): string => `${secret}@${corpId}`;

export function callerOfToken(world: World, call: Call): WecomCaller {
  const value = call.query('access_token');
  if (value === '') throw new PlatformError(41001);
  const { state, owner } = world.tokens.look(value, 'wecom');
  if (state === 'expired') throw new PlatformError(42001);
  const { apps, linked = [], contactSecret } = world.corp;
  if (state === 'live' && owner === contactSecret) return { app: null, linked: null };
  for (const app of state === 'live' ? apps : []) {
    if (app.secret === owner) return { app, linked: null };
    const corp = linked.find(({ corpId }) => linkedOwner(app.secret, corpId) === owner);
    if (corp) return { app, linked: corp };
  }
  throw new PlatformError(world.limits.unverifiedCodes.malformedToken);
}

/** The app of our own corp that calls. */
export function wecomAppOfToken(world: World, call: Call): WecomApp {
  const { app, linked } = callerOfToken(world, call);
  if (!app || linked) throw new PlatformError(world.limits.unverifiedCodes.wrongWecomApp);
  return app;
}

export function wecomTokenRoutes(scope: FastifyInstance, world: World): void {
  platformRoute(scope, world, 'qyapi', 'GET', '/cgi-bin/gettoken', (call) => {
    const corpId = call.query('corpid');
    const secret = call.query('corpsecret');
    if (corpId === '') throw new PlatformError(41002, 'corpid missing');
    if (secret === '') throw new PlatformError(41004, 'corpsecret missing');
    if (corpId !== world.corp.corpId) throw new PlatformError(40013, 'invalid corpid');
    takeTurn(world, call, '/cgi-bin/gettoken');
    const known = secret === world.corp.contactSecret || world.corp.apps.some((app) => app.secret === secret);
    if (!known) throw new PlatformError(40001, 'invalid credential');
    return { errcode: 0, errmsg: 'ok', ...world.tokens.issueWecom(secret) };
  });
}
