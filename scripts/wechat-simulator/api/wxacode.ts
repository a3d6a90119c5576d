import type { FastifyInstance } from 'fastify';
import type { MiniProgram } from '../options';
import { PlatformError } from '../platform-error';
import { type Fields, platformRoute } from '../platform-route';
import type { World } from '../state/world';
import { drawWxacode } from '../wxacode-picture';
import { appOfToken } from './credentials';
import { homeOf, isReleased, isWellFormedPage } from './pages';

const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/;
const ENVIRONMENTS = ['release', 'trial', 'develop'];

export function wxacodeRoutes(scope: FastifyInstance, world: World): void {
  platformRoute(scope, world, 'api', 'POST', '/wxa/getwxacodeunlimit', async (call) => {
    const app = appOfToken(world, call);
    const body = call.json();
    if (!world.rates.take(`wxacode/${app.appId}`, world.limits.wxacode.rates)) throw new PlatformError(45009, 'api freq out of limit');
    const scene = readScene(world, body);
    const { badArgument } = world.limits.unverifiedCodes;
    const { width: range } = world.limits.wxacode;
    const { env_version = 'release', width = range.usual, is_hyaline = false, auto_color = false } = body;
    if (!ENVIRONMENTS.includes(env_version as string)) throw new PlatformError(badArgument);
    if (!Number.isInteger(width) || (width as number) < range.min || (width as number) > range.max) throw new PlatformError(badArgument);
    if (typeof is_hyaline !== 'boolean' || typeof auto_color !== 'boolean') throw new PlatformError(badArgument);
    const page = readPage(world, app, body);
    const picture = await drawWxacode({
      appId: app.appId,
      page,
      scene,
      environment: env_version as string,
      width: width as number,
      transparent: is_hyaline,
      color: auto_color ? '#2b6b4f' : readColor(body.line_color, badArgument),
    });
    call.reply.type(is_hyaline ? 'image/png' : world.limits.wxacode.contentType);
    return picture;
  });
}

function readScene(world: World, { scene }: Fields): string {
  const fits = typeof scene === 'string' && scene.length <= world.limits.wxacode.sceneMax && SCENE.test(scene);
  if (!fits) throw new PlatformError(world.limits.unverifiedCodes.badScene);
  return scene;
}

function readPage(world: World, app: MiniProgram, { page, check_path = true }: Fields): string {
  const { badArgument } = world.limits.unverifiedCodes;
  if (typeof check_path !== 'boolean' || (page !== undefined && typeof page !== 'string')) throw new PlatformError(badArgument);
  const wanted = page || homeOf(app);
  if (check_path) {
    if (!isReleased(app, wanted)) throw new PlatformError(41030);
    return wanted;
  }
  if (!isWellFormedPage(wanted)) throw new PlatformError(badArgument);
  const used = world.uncheckedPages.get(app.appId) ?? new Set();
  world.uncheckedPages.set(app.appId, used.add(wanted));
  if (used.size > world.limits.wxacode.uncheckedPagesMax) {
    used.delete(wanted);
    throw new PlatformError(45009, 'reach max number of unchecked pages');
  }
  return wanted;
}

function readColor(color: unknown, badArgument: number): string {
  if (color === undefined) return '#000000';
  const { r, g, b } = (color ?? {}) as Record<string, unknown>;
  const parts = [r, g, b].map(Number);
  if (parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) throw new PlatformError(badArgument);
  return `rgb(${parts.join(',')})`;
}
