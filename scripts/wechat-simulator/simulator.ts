import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { contentSecurityRoutes } from './api/content-security';
import { loginRoutes } from './api/login';
import { mediaCheckRoutes } from './api/media-check';
import { phoneNumberRoutes } from './api/phone-number';
import { subscribeRoutes } from './api/subscribe-send';
import { tokenRoutes } from './api/tokens';
import { urlLinkRoutes } from './api/url-link';
import { wxacodeRoutes } from './api/wxacode';
import { controlRoutes } from './control/control';
import type { WorldOptions } from './options';
import { payRoutes } from './pay/pay-simulator';
import { answerLikeThePlatform, type Host } from './platform-route';
import { customerRoutes } from './qyapi/customers';
import { linkedCorpRoutes } from './qyapi/linked-corps';
import { massMessageRoutes } from './qyapi/mass-messages';
import { massResultRoutes } from './qyapi/mass-results';
import { wecomLoginRoutes } from './qyapi/wecom-login';
import { wecomMessageRoutes } from './qyapi/wecom-messages';
import { wecomTokenRoutes } from './qyapi/wecom-tokens';
import { World } from './state/world';

export interface SimulatorOptions extends WorldOptions {
  /** A world made elsewhere, when the mounting process wants to register people or configure the push later. */
  world?: World;
}

type Routes = (scope: FastifyInstance, world: World) => void;

const PLATFORMS: Record<Host, readonly Routes[]> = {
  api: [
    tokenRoutes,
    loginRoutes,
    phoneNumberRoutes,
    wxacodeRoutes,
    urlLinkRoutes,
    contentSecurityRoutes,
    mediaCheckRoutes,
    subscribeRoutes,
  ],
  qyapi: [wecomTokenRoutes, wecomLoginRoutes, wecomMessageRoutes, customerRoutes, massMessageRoutes, massResultRoutes, linkedCorpRoutes],
};

/**
 * The offline platform: `/api` is api.weixin.qq.com, `/qyapi` is qyapi.weixin.qq.com, `/pay` is api.mch.weixin.qq.com, and `/control`
 * is the people's side.
 */
export const wechatSimulator: FastifyPluginAsync<SimulatorOptions> = async (app, options) => {
  const world = options.world ?? new World(options);
  for (const [host, platform] of Object.entries(PLATFORMS) as [Host, readonly Routes[]][]) {
    await app.register(
      async (scope) => {
        answerLikeThePlatform(scope, world, host);
        for (const routes of platform) routes(scope, world);
      },
      { prefix: `/${host}` },
    );
  }
  await app.register(async (scope) => payRoutes(scope, world), { prefix: '/pay' });
  await app.register(async (scope) => controlRoutes(scope, world), { prefix: '/control' });
  app.addHook('onClose', () => world.close());
};
