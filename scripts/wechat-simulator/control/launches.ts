import { readQrText } from '../picture-reader';
import type { Launch } from '../state/chat';
import type { LinkFault } from '../state/links';
import type { Person } from '../state/people';
import type { World } from '../state/world';
import { parseWxacodeText } from '../wxacode-picture';
import { ControlError } from './input';

export const WAYS = ['scan', 'longpress', 'album'] as const;
export type Way = (typeof WAYS)[number];

const CODE_SCENE: Record<Way, number> = { scan: 1047, longpress: 1048, album: 1049 };
const QR_SCENE: Record<Way, number> = { scan: 1011, longpress: 1012, album: 1013 };

const LINK_FAULTS: Record<LinkFault, string> = {
  unknown: '链接不存在',
  expired: '链接已过期',
  'another-user': '链接已被其他人打开过',
  quota: '今天打开次数已达上限',
  'bad-suffix': '链接后缀不正确',
};

/** Entering the mini-program counts as use, and leaves the chat that an earlier entrance came from. */
function enter(world: World, person: Person, launch: Launch): { launch: Launch } {
  person.lastSeenAt = world.clock.now();
  world.chat.enterFromElsewhere(person.key);
  return { launch };
}

export async function launchByPicture(
  world: World,
  person: Person,
  dataUrl: string,
  way: Way,
): Promise<{ launch: Launch } | { text: string }> {
  const base64 = /^data:image\/(?:png|jpeg);base64,([A-Za-z0-9+/=]+)$/.exec(dataUrl)?.[1];
  if (!base64) throw new ControlError(400, 'picture 应为 PNG 或 JPEG 的 data URL');
  const text = await readQrText(Buffer.from(base64, 'base64')).catch(() => {
    throw new ControlError(400, '图片打不开');
  });
  if (text === null) throw new ControlError(400, '图片里没有可识别的码');
  const content = parseWxacodeText(text);
  if (content) {
    if (content.appId !== world.miniProgram.appId) throw new ControlError(400, '这是另一个小程序的码');
    return enter(world, person, { path: content.page, query: { scene: encodeURIComponent(content.scene) }, scene: CODE_SCENE[way] });
  }
  const rule = world.options.qrLinkRules?.find(({ prefix }) => text.startsWith(prefix));
  if (!rule) return world.links.isOurs(text) ? launchByLink(world, person, text, false) : { text };
  const query = { q: encodeURIComponent(text), scancode_time: String(world.clock.seconds()) };
  return enter(world, person, { path: rule.path, query, scene: QR_SCENE[way] });
}

export function launchByLink(world: World, person: Person, url: string, inWechat: boolean): { launch: Launch } {
  const launch = world.links.open(url, person.key, inWechat);
  if (typeof launch === 'string') throw new ControlError(launch === 'unknown' ? 404 : 409, LINK_FAULTS[launch]);
  return enter(world, person, launch);
}
