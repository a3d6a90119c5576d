import { type Limits, limitsWith } from '../limits';
import {
  type Corp,
  demoCorp,
  demoMiniProgram,
  type MessagePush,
  type MiniProgram,
  usualPrivacyApis,
  type WecomCallback,
  type WorldOptions,
} from '../options';
import { PayPlatform } from '../pay/pay-platform';
import { Chat } from './chat';
import { SimulatorClock } from './clock';
import { Customers } from './customers';
import { Faults } from './faults';
import { Ledger } from './ledger';
import { Links } from './links';
import { LockScreens } from './lock-screens';
import { MassMessages } from './mass-messages';
import { MessagePusher } from './message-pusher';
import { type CodeFault, type CodeKind, OneTimeCodes } from './one-time-codes';
import { People, type Person, type Registration } from './people';
import { Privacy } from './privacy';
import { Randomness } from './randomness';
import { RateCounter } from './rate-counter';
import { Subscriptions } from './subscriptions';
import { Templates } from './templates';
import { TokenStore } from './token-store';
import { WecomCallbacks } from './wecom-callbacks';
import { WecomMessages } from './wecom-messages';

export interface Claim {
  person: Person;
  /** Spends the code; nothing for a standing demo code. */
  use(): void;
}

const DEMO_PREFIX: Record<CodeKind, string> = { 'wechat-login': 'demo-', 'wecom-login': 'demo-', phone: 'demo-phone-' };

export type MediaVerdict = 'pass' | 'review' | 'risky';

/** All that the platform knows and remembers, for one simulator. */
export class World {
  readonly limits: Limits;
  readonly clock: SimulatorClock;
  readonly random: Randomness;
  readonly rates: RateCounter;
  readonly people: People;
  readonly codes: OneTimeCodes;
  readonly tokens: TokenStore;
  readonly chat: Chat;
  readonly links: Links;
  readonly privacy: Privacy;
  readonly faults = new Faults();
  readonly pusher: MessagePusher;
  readonly templates: Templates;
  readonly subscriptions: Subscriptions;
  readonly ledger: Ledger;
  readonly lockScreens: LockScreens;
  readonly wecomMessages: WecomMessages;
  readonly wecomCallbacks: WecomCallbacks;
  readonly customers: Customers;
  readonly massMessages: MassMessages;
  readonly miniPrograms: readonly MiniProgram[];
  readonly corp: Corp;
  /** By AppID: pages that had codes made with check_path off. */
  readonly uncheckedPages = new Map<string, Set<string>>();
  private payPlatform: PayPlatform | null = null;
  phoneQuota: number;
  /** Overrules what the media check sees, until taken back. */
  mediaVerdict: MediaVerdict | null = null;

  constructor(readonly options: WorldOptions = {}) {
    this.limits = limitsWith(options.limits);
    this.clock = new SimulatorClock(options.timeSource);
    this.random = new Randomness(options.seed);
    this.rates = new RateCounter(this.clock);
    this.people = new People(this.random, options.lazyDemoUsers ?? false);
    this.codes = new OneTimeCodes(this.clock, this.random, this.limits);
    this.tokens = new TokenStore(this.clock, this.random, this.limits);
    this.chat = new Chat(this.random);
    this.links = new Links(this.clock, this.random, this.rates, this.limits);
    this.privacy = new Privacy(this.clock, this.limits, new Set(options.declaredPrivacyApis ?? usualPrivacyApis));
    this.miniPrograms = options.miniPrograms ?? [demoMiniProgram];
    this.corp = options.corp ?? demoCorp;
    this.pusher = new MessagePusher(this.clock, this.random, this.limits, options.messagePush);
    this.templates = new Templates(this.miniPrograms);
    this.subscriptions = new Subscriptions(this.limits);
    this.ledger = new Ledger(this.clock);
    this.lockScreens = new LockScreens(this.clock);
    this.wecomMessages = new WecomMessages(this.clock);
    this.wecomCallbacks = new WecomCallbacks(this.corp.corpId, this.clock, this.random, this.limits, options.wecomCallback);
    this.customers = new Customers(this.clock, this.random, this.wecomCallbacks);
    this.massMessages = new MassMessages(this.clock, this.limits);
    this.phoneQuota = this.limits.phone.quota;
  }

  registerUser(registration: Registration): Person {
    return this.people.register(registration);
  }

  /** The console's message-push page, filled in later than the start (a server learns its own port late). */
  configurePush(settings: MessagePush): void {
    this.pusher.configure(settings);
  }

  /** The same of WeCom's callback of customer contact. */
  configureCallback(settings: WecomCallback): void {
    this.wecomCallbacks.configure(settings);
  }

  /** WeChat Pay, where somebody has an account. */
  get pay(): PayPlatform {
    if (!this.options.pay) throw new Error('the world has no merchant');
    this.payPlatform ??= new PayPlatform(this.options.pay(), this.clock, this.random, this.limits);
    return this.payPlatform;
  }

  get miniProgram(): MiniProgram {
    const first = this.miniPrograms[0];
    if (!first) throw new Error('the world has no mini-program');
    return first;
  }

  issueLoginCode(person: Person, provider: 'wechat' | 'wecom', appId = this.miniProgram.appId): string {
    person.lastSeenAt = this.clock.now();
    if (provider === 'wecom') return this.codes.issue('wecom-login', this.corp.corpId, person.key);
    return this.codes.issue('wechat-login', appId, person.key);
  }

  issuePhoneCode(person: Person, appId = this.miniProgram.appId): string {
    return this.codes.issue('phone', appId, person.key);
  }

  /** Who a code stands for, without spending it yet. */
  claim(kind: CodeKind, audience: string, code: string): Claim | CodeFault {
    if (this.options.demoCodes && code.startsWith(DEMO_PREFIX[kind])) {
      const person = this.people.behindDemoKey(code.slice(DEMO_PREFIX[kind].length), kind === 'wecom-login');
      return person ? { person, use: () => undefined } : 'unknown';
    }
    const found = this.codes.find(kind, audience, code);
    if (typeof found === 'string') return found;
    const person = this.people.find(found.userKey);
    return person ? { person, use: () => this.codes.use(found) } : 'unknown';
  }

  newSessionKey(): string {
    return this.random.bytes(16).toString('base64');
  }

  async close(): Promise<void> {
    await this.clock.close();
  }
}
