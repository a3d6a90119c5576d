import { isReleased } from '../api/pages';
import { PlatformError } from '../platform-error';
import type { Fields } from '../platform-route';
import type { World } from '../state/world';

/** A message as the person sees it, and whether it is less than what was sent. */
export interface MessageContent {
  title: string;
  lines: { label: string; value: string }[];
  page: string | null;
  url: string | null;
  cut: boolean;
}

export function cutBytes(text: string, most: number): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= most) return text;
  let end = most;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString('utf8');
}

/** Text, text card and mini-program notice; other kinds are refused. */
export function readMessage(world: World, body: Fields): MessageContent {
  const kind = body.msgtype;
  const part = body[String(kind)];
  if (kind !== 'text' && kind !== 'textcard' && kind !== 'miniprogram_notice') {
    throw new PlatformError(world.limits.unverifiedCodes.badMessageType, 'invalid message type');
  }
  if (typeof part !== 'object' || part === null || Array.isArray(part)) throw bad(world, kind);
  if (kind === 'text') return readText(world, part as Fields);
  return kind === 'textcard' ? readCard(world, part as Fields) : readNotice(world, part as Fields);
}

function readText(world: World, part: Fields): MessageContent {
  const content = wanted(world, part, 'content');
  const text = cutBytes(content, world.limits.wecomMessage.textBytes);
  return { title: text, lines: [], page: null, url: null, cut: text !== content };
}

function readCard(world: World, part: Fields): MessageContent {
  const { titleBytes, descriptionBytes, urlBytes, buttonMax } = world.limits.wecomMessage.card;
  const [title, description, url] = [wanted(world, part, 'title'), wanted(world, part, 'description'), wanted(world, part, 'url')];
  const button = part.btntxt ?? '详情';
  if (Buffer.byteLength(url) > urlBytes || !/^https?:\/\//.test(url)) throw bad(world, 'textcard.url');
  if (typeof button !== 'string' || [...button].length > buttonMax) throw bad(world, 'textcard.btntxt');
  const [shown, told] = [cutBytes(title, titleBytes), cutBytes(description, descriptionBytes)];
  return { title: shown, lines: [{ label: '', value: told }], page: null, url, cut: shown !== title || told !== description };
}

function readNotice(world: World, part: Fields): MessageContent {
  const { pageBytes, itemsMax, titleMax, descriptionMax, keyMax, valueMax } = world.limits.wecomMessage.notice;
  const app = world.miniPrograms.find(({ appId }) => appId === part.appid);
  if (!app) throw bad(world, 'miniprogram_notice.appid');
  const items = part.content_item ?? [];
  if (!Array.isArray(items) || items.length > itemsMax) throw bad(world, 'miniprogram_notice.content_item');
  const cut = cutter();
  const title = cut(wanted(world, part, 'title'), titleMax);
  const lines = (items as Fields[]).map((item) => ({
    label: cut(wanted(world, item, 'key'), keyMax),
    value: cut(wanted(world, item, 'value'), valueMax),
  }));
  if (typeof part.description === 'string' && part.description !== '') {
    lines.unshift({ label: '', value: cut(part.description, descriptionMax) });
  }
  const page = typeof part.page === 'string' && part.page !== '' ? part.page : null;
  if (page !== null && (Buffer.byteLength(page) > pageBytes || !isReleased(app, page.split('?')[0] ?? ''))) {
    throw bad(world, 'miniprogram_notice.page');
  }
  return { title, lines, page, url: null, cut: cut.happened() };
}

/** Cuts by characters, and remembers whether it ever had to. */
function cutter(): ((text: string, most: number) => string) & { happened: () => boolean } {
  let happened = false;
  const cut = (text: string, most: number): string => {
    const characters = [...text];
    happened ||= characters.length > most;
    return characters.slice(0, most).join('');
  };
  return Object.assign(cut, { happened: () => happened });
}

function wanted(world: World, part: Fields, name: string): string {
  const value = part[name];
  if (typeof value !== 'string' || value.trim() === '') throw new PlatformError(world.limits.unverifiedCodes.emptyMessage, `empty ${name}`);
  return value;
}

const bad = (world: World, name: string): PlatformError =>
  new PlatformError(world.limits.unverifiedCodes.badWecomArgument, `invalid Request Parameter: ${name}`);
