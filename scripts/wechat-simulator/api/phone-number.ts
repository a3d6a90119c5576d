import type { FastifyInstance } from 'fastify';
import { PlatformError } from '../platform-error';
import { platformRoute } from '../platform-route';
import type { World } from '../state/world';
import { appOfToken } from './credentials';

export function phoneNumberRoutes(scope: FastifyInstance, world: World): void {
  platformRoute(scope, world, 'api', 'POST', '/wxa/business/getuserphonenumber', (call) => {
    const { appId } = appOfToken(world, call);
    const { code, openid } = call.json();
    if (typeof code !== 'string') throw new PlatformError(40029);
    const claim = world.claim('phone', appId, code);
    if (typeof claim === 'string') throw new PlatformError(40029);
    const { person } = claim;
    if (openid !== undefined && openid !== person.openid) throw new PlatformError(world.limits.unverifiedCodes.phoneOpenidMismatch);
    if (!world.rates.take(`phone/${person.key}`, world.limits.phone.perUser)) throw new PlatformError(45011);
    claim.use();
    world.phoneQuota = Math.max(0, world.phoneQuota - 1);
    const { phone, countryCode } = person;
    return {
      errcode: 0,
      errmsg: 'ok',
      phone_info: {
        phoneNumber: countryCode === '86' ? phone : `+${countryCode}${phone}`,
        purePhoneNumber: phone,
        countryCode: world.limits.phone.countryCodeAs === 'number' ? Number(countryCode) : countryCode,
        watermark: { timestamp: world.clock.seconds(), appid: appId },
      },
    };
  });
}
