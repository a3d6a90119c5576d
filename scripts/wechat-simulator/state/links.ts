import type { Limits } from '../limits';
import { type Launch, rawQuery } from './chat';
import type { SimulatorClock } from './clock';
import type { Randomness } from './randomness';
import type { RateCounter } from './rate-counter';

interface UrlLink {
  path: string;
  query: string;
  expiresAt: number;
  firstOpener: string | null;
}

export type LinkFault = 'unknown' | 'expired' | 'another-user' | 'quota' | 'bad-suffix';

const HOST = 'https://wxaurl.cn/';
const SCENE = { outsideWechat: 1194, insideWechat: 1167 };

export class Links {
  private readonly links = new Map<string, UrlLink>();

  constructor(
    private readonly clock: SimulatorClock,
    private readonly random: Randomness,
    private readonly rates: RateCounter,
    private readonly limits: Limits,
  ) {}

  create(path: string, query: string, expiresAt: number): string {
    const ticket = this.random.alphanumeric(11);
    this.links.set(ticket, { path, query, expiresAt, firstOpener: null });
    return HOST + ticket;
  }

  isOurs(url: string): boolean {
    return url.startsWith(HOST);
  }

  open(url: string, userKey: string, inWechat: boolean): Launch | LinkFault {
    const [address = '', suffix = ''] = url.split('?');
    const link = this.links.get(address.slice(HOST.length));
    if (!this.isOurs(url) || !link) return 'unknown';
    if (this.clock.now() >= link.expiresAt) return 'expired';
    if (suffix !== '' && (!suffix.startsWith('cq=') || suffix.length > this.limits.urlLink.customSuffixMax)) return 'bad-suffix';
    if (this.limits.urlLink.firstUserOnly && link.firstOpener !== null && link.firstOpener !== userKey) return 'another-user';
    if (!this.rates.take('url-link/openings', this.limits.urlLink.openings)) return 'quota';
    link.firstOpener ??= userKey;
    return {
      path: link.path,
      query: { ...rawQuery(link.query), ...rawQuery(suffix) },
      scene: inWechat ? SCENE.insideWechat : SCENE.outsideWechat,
    };
  }
}
