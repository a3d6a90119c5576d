import { PlatformError } from '../platform-error';
import type { Fields } from '../platform-route';
import type { World } from '../state/world';

/** What both checks ask first: a scene from the list, and a user who was in the app within two hours. */
export function checkSceneAndUser(world: World, { scene, openid }: Fields): void {
  if (![1, 2, 3, 4].includes(scene as number)) throw new PlatformError(40129);
  if (typeof openid !== 'string' || !world.people.knowsOpenid(openid)) throw new PlatformError(40003);
  if (!world.limits.textCheck.enforceRecentUse || world.people.lazy) return;
  const seen = world.people.withOpenid(openid)?.lastSeenAt ?? null;
  if (seen === null || world.clock.now() - seen > world.limits.textCheck.recentUseMs) {
    throw new PlatformError(world.limits.unverifiedCodes.userNotRecent);
  }
}

export const traceId = (world: World): string => `${world.random.hex(8)}-${world.random.hex(8)}-${world.random.hex(8)}`;
