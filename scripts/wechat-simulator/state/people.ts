import { openidOf, phoneOf, unionidOf } from './identities';
import type { Randomness } from './randomness';

export interface Person {
  key: string;
  nickname: string;
  /** Without the country code. */
  phone: string;
  countryCode: string;
  openid: string;
  unionid: string;
  /** Set for members of the corp only. */
  userid: string | null;
  /** A member of the corp with a licence for messages; the others are named in the answer and get nothing. */
  licensed: boolean;
  /** High-risk users are refused at login (40226). */
  blocked: boolean;
  lastSeenAt: number | null;
  privacy: { agreedAt: number | null; refusedAt: number | null };
  sessionKey: string | null;
  wecomSessionKey: string | null;
}

export interface Registration {
  key: string;
  nickname?: string;
  phone?: string;
  countryCode?: string;
  /** Also a member of the corp, with the key as userid. */
  wecom?: boolean;
}

const KEY = /^[a-z][a-z0-9-]{0,62}$/;
const SURNAMES = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'];
const GIVEN = ['建国', '秀英', '志强', '丽华', '海燕', '小军', '雪梅', '国庆', '晓东', '玉兰', '伟', '芳', '敏', '磊', '静', '勇'];

export class People {
  private readonly byKeys = new Map<string, Person>();
  private readonly byOpenids = new Map<string, Person>();

  constructor(
    private readonly random: Randomness,
    /** Whether people nobody registered are believed to exist, so that those of an earlier run are still known. */
    readonly lazy: boolean,
  ) {}

  register(registration: Registration): Person {
    const { key } = registration;
    if (!KEY.test(key) || key.startsWith('phone-')) throw new RangeError(`not a usable key: ${key}`);
    const known = this.byKeys.get(key);
    const person = known ?? this.born(key, registration.nickname ?? key);
    if (registration.nickname !== undefined) person.nickname = registration.nickname;
    if (registration.phone !== undefined) person.phone = registration.phone;
    if (registration.countryCode !== undefined) person.countryCode = registration.countryCode;
    if (registration.wecom !== undefined) person.userid = registration.wecom ? key : null;
    this.byKeys.set(key, person);
    this.byOpenids.set(person.openid, person);
    return person;
  }

  /** Somebody of whom only the ids are known, from before this simulator began. */
  recall({ openid, unionid, nickname }: Pick<Person, 'openid' | 'unionid' | 'nickname'>): Person {
    const person = this.byOpenids.get(openid) ?? { ...this.born(openid, nickname), openid, unionid };
    this.byOpenids.set(openid, person);
    return person;
  }

  /** Someone who has never been here, whatever ran before. */
  newcomer(kind: 'wechat' | 'wecom', details: Omit<Registration, 'key' | 'wecom'> & { key?: string }): Person {
    const key = details.key ?? `${kind === 'wecom' ? 'wecom' : 'wx'}-${this.random.hex(10)}`;
    if (this.byKeys.has(key)) throw new RangeError(`taken: ${key}`);
    return this.register({ ...details, key, nickname: details.nickname ?? this.invented(), wecom: kind === 'wecom' });
  }

  find(key: string): Person | undefined {
    return this.byKeys.get(key);
  }

  /** The person behind a standing demo code, brought to life on first sight in lazy mode. */
  behindDemoKey(key: string, mustBeMember: boolean): Person | undefined {
    const known = this.byKeys.get(key);
    if (known && (!mustBeMember || known.userid)) return known;
    if (!this.lazy || !KEY.test(key) || key.startsWith('phone-')) return undefined;
    return this.register(mustBeMember ? { key, wecom: true } : { key });
  }

  /** A member of the corp by userid, in whatever case it is written. */
  member(userid: string): Person | undefined {
    const key = userid.toLowerCase();
    const known = this.byKeys.get(key);
    // Somebody who is known to have left does not come back by being written to.
    if (known) return known.userid === null ? undefined : known;
    return this.behindDemoKey(key, true);
  }

  members(): Person[] {
    return [...this.byKeys.values()].filter(({ userid }) => userid !== null);
  }

  knowsOpenid(openid: string): boolean {
    return this.byOpenids.has(openid) || (this.lazy && /^o[\w-]{27}$/.test(openid));
  }

  withOpenid(openid: string): Person | undefined {
    return this.byOpenids.get(openid);
  }

  list(query: string, limit: number): Person[] {
    const hits: Person[] = [];
    for (const person of this.byKeys.values()) {
      if (hits.length >= limit) break;
      if (`${person.key} ${person.nickname} ${person.phone}`.includes(query)) hits.push(person);
    }
    return hits;
  }

  private born(key: string, nickname: string): Person {
    return {
      key,
      nickname,
      phone: phoneOf(key),
      countryCode: '86',
      openid: openidOf(key),
      unionid: unionidOf(key),
      userid: null,
      licensed: true,
      blocked: false,
      lastSeenAt: null,
      privacy: { agreedAt: null, refusedAt: null },
      sessionKey: null,
      wecomSessionKey: null,
    };
  }

  private invented(): string {
    const [first, second] = this.random.bytes(2);
    return `${SURNAMES[first! % SURNAMES.length]}${GIVEN[second! % GIVEN.length]}`;
  }
}
