import type { LimitOverrides } from './limits';

export interface SubscribeField {
  /** Kind and number, `thing1`. */
  key: string;
  label: string;
  /** For the kind `enum`: the values it may have. */
  values?: readonly string[];
}

/** A template for subscription messages, as chosen in the console. */
export interface SubscribeTemplate {
  id: string;
  title: string;
  fields: readonly SubscribeField[];
  /** Of the kinds that are not used up, which only some public services get. */
  longTerm?: boolean;
}

export interface MiniProgram {
  appId: string;
  appSecret: string;
  /** Templates chosen in the console; `any`, or nothing said, takes every id for one and its fields as they come. */
  templates?: readonly SubscribeTemplate[] | 'any';
  /** Pages of the released version; `any` lets every well-formed page pass. An empty list means: not released yet. */
  releasedPages: readonly string[] | 'any';
  homePage?: string;
}

export interface WecomApp {
  agentId: number;
  secret: string;
  /** Only the app that the mini-program is bound to may exchange its login codes. */
  boundToMiniProgram: boolean;
}

/** Another company of the same chain (上下游), whose members our app may write to. */
export interface LinkedCorp {
  corpId: string;
  name: string;
  /** Of our app, as it is known over there. */
  agentId: number;
  members: readonly string[];
}

export interface Corp {
  corpId: string;
  apps: readonly WecomApp[];
  /** Opens customer contact and nothing else; apps may use it too. */
  contactSecret?: string;
  /** Accounts that are paid for, by which a day's messages are counted; without it as many as there are members. */
  accounts?: number;
  linked?: readonly LinkedCorp[];
}

/** Where WeCom tells of customers and their tags. */
export interface WecomCallback {
  url: string;
  token: string;
  encodingAesKey: string;
}

export interface MessagePush {
  /** Where events go, as entered in the console. */
  url: string;
  token: string;
  encodingAesKey: string;
  mode: 'plain' | 'compatible' | 'safe';
  format: 'json' | 'xml';
  /** The mini-program's original id, ToUserName of every event. */
  originalId?: string;
}

/** An ordinary QR code whose address begins so opens this page, with the address in the query `q`. */
export interface QrLinkRule {
  prefix: string;
  path: string;
}

/** A merchant's account with WeChat Pay, both ends of it. Keys are PEM. */
export interface PayAccount {
  mchId: string;
  /** Of the merchant's certificate. */
  serial: string;
  merchantPublicKey: string;
  apiV3Key: string;
  platformPrivateKey: string;
  /** What answers and notices are signed under: the public key of newer merchants, by this id, or certificates when there is none. */
  publicKeyId: string | null;
}

export interface WorldOptions {
  /** The first one is meant wherever no AppID is said. */
  miniPrograms?: readonly MiniProgram[];
  corp?: Corp;
  messagePush?: MessagePush;
  wecomCallback?: WecomCallback;
  /** Asked for at the first use, so that keys need not be made where nobody pays. */
  pay?: () => PayAccount;
  limits?: LimitOverrides;
  /** Same seed, same codes, tokens and ids. Without one they are truly random. */
  seed?: string;
  timeSource?: () => number;
  /** `demo-<key>` and `demo-phone-<key>` are accepted again and again. */
  demoCodes?: boolean;
  /** People nobody registered exist as soon as their demo code or openid is used; switches the two-hour rule off. */
  lazyDemoUsers?: boolean;
  /** Whether the mini-program is bound to an open-platform account, so that sessions carry a unionid. */
  boundToOpenPlatform?: boolean;
  declaredPrivacyApis?: readonly string[];
  qrLinkRules?: readonly QrLinkRule[];
}

/** Stand-ins, not secrets: they open nothing but a simulator. */
export const demoMiniProgram: MiniProgram = {
  appId: 'wxd1a9c0a9ad5e0001',
  appSecret: 'demo00000000000000000000appsecret',
  releasedPages: 'any',
};

export const demoCorp: Corp = {
  corpId: 'wwd1a9c0a9ad5e0001',
  apps: [{ agentId: 1_000_002, secret: 'demo0000000000000000000000000000000corpsecret', boundToMiniProgram: true }],
  contactSecret: 'demo000000000000000000000000000000contactsecret',
};

export const usualPrivacyApis = [
  'getPhoneNumber',
  'chooseAvatar',
  'chooseMedia',
  'chooseImage',
  'chooseMessageFile',
  'getLocation',
  'getFuzzyLocation',
  'chooseLocation',
  'choosePoi',
  'saveImageToPhotosAlbum',
  'makePhoneCall',
  'setClipboardData',
  'nickname',
] as const;
