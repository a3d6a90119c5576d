/**
 * Every number, code and choice of the platform that may change or that no source confirms, in one place.
 * [NV]: not verified anywhere; a setting rather than a fact, so nothing should lean on its value.
 */
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface RateRule {
  max: number;
  windowMs: number;
  /** WeCom shuts the door for a while after a breach; without it the next window opens it again. */
  blockMs?: number;
}

export interface FlaggedWord {
  word: string;
  label: number;
}

export type PayCode = [status: number, code: string];

const perMinute = (max: number): RateRule => ({ max, windowMs: MINUTE });
const perDay = (max: number): RateRule => ({ max, windowMs: DAY });

export const defaultLimits = {
  oneTimeCode: { lifeMs: 5 * MINUTE, rememberedMs: 15 * MINUTE },
  plainToken: { lifeMs: 2 * HOUR, handOverMs: 5 * MINUTE, rates: [perDay(2000)] /* [NV] for mini-programs */ },
  stableToken: {
    lifeMs: 2 * HOUR,
    renewalMs: 5 * MINUTE,
    rates: [perMinute(10_000), perDay(500_000)],
    forcedRates: [perDay(20)],
    forcedGapMs: 30 * SECOND,
  },
  login: {
    perUser: [perMinute(100)] /* from an old text */,
    rotateSessionKey: true,
  },
  phone: {
    perUser: [perMinute(100)] /* [NV] */,
    /** Paid calls left; 1,000 are free to try. At zero the button itself fails with `noQuotaErrno` [NV]. */
    quota: Number.POSITIVE_INFINITY,
    noQuotaErrno: 1_400_001,
    countryCodeAs: 'string' as 'string' | 'number',
  },
  wxacode: {
    sceneMax: 32,
    width: { min: 280, max: 1280, usual: 430 },
    rates: [perMinute(5000)],
    uncheckedPagesMax: 60_000,
    contentType: 'image/jpeg' /* [NV] */,
  },
  urlLink: {
    queryMax: 1024,
    maxDays: 30,
    rates: [perDay(500_000)],
    openings: [perDay(6_000_000)],
    customSuffixMax: 256,
    /** The rule of 2022 that only the first opener gets in; the newer page no longer repeats it. */
    firstUserOnly: false,
  },
  textCheck: {
    contentMax: 2500,
    rates: [perMinute(4000), perDay(2_000_000)],
    recentUseMs: 2 * HOUR,
    enforceRecentUse: true,
    riskyWords: [
      { word: '赌博', label: 20006 },
      { word: '六合彩', label: 20006 },
      { word: '办假证', label: 20006 },
      { word: '代开发票', label: 20008 },
      { word: '刷单返利', label: 20008 },
      { word: '色情', label: 20002 },
      { word: '傻逼', label: 20003 },
      { word: '特此违规', label: 21000 },
    ] as FlaggedWord[],
    reviewWords: [
      { word: '加微信', label: 10001 },
      { word: '全网最低', label: 10001 },
      { word: '微商', label: 10001 },
    ] as FlaggedWord[],
  },
  mediaCheck: {
    rates: [perMinute(2000), perDay(200_000)],
    delayMs: 2 * SECOND /* the platform promises 30 minutes */,
    fileMaxBytes: 10 * 1024 * 1024,
    downloadTimeoutMs: 10 * SECOND,
    riskyMarker: 'RISKY',
    reviewMarker: 'NEEDS-REVIEW',
    /** What is told of a file that could not be fetched: silence about it, or the platform's -1008 [NV]. */
    onDownloadFailure: 'pass' as 'pass' | 'error',
  },
  subscribe: {
    /** Templates in one asking; older documents say 3. */
    idsMax: 5,
    dailyCap: { withPay: 30_000_000, without: 10_000_000 },
    /** Switching a template off in the settings takes the rights that were left with it [NV]. */
    offTakesRights: true,
    /** A field that the template does not have is refused rather than ignored [NV]. */
    refuseExtraFields: true,
    /** Whether each message is followed by its `subscribe_msg_sent_event`. */
    sentEvents: true,
    scene: 1014,
  },
  push: { answerWithinMs: 5 * SECOND, attempts: 3 /* [NV] for mini-programs */, retryDelayMs: SECOND },
  privacy: { askAgainAfterMs: 10 * SECOND /* [NV] */ },
  wecom: {
    tokenLifeMs: 2 * HOUR,
    perCorp: [
      { max: 10_000, windowMs: MINUTE, blockMs: MINUTE },
      { max: 150_000, windowMs: HOUR, blockMs: HOUR },
    ] as RateRule[],
    perAddress: [
      { max: 20_000, windowMs: MINUTE, blockMs: MINUTE },
      { max: 600_000, windowMs: HOUR, blockMs: HOUR },
    ] as RateRule[],
  },
  wecomMessage: {
    recipientsMax: 1000,
    partiesMax: 100,
    /** The surplus is dropped without a word. */
    perMember: [perMinute(30), { max: 1000, windowMs: HOUR }] as RateRule[],
    /** Person-times a day for each account of the corp, counted by app. */
    perAccountAndDay: 200,
    duplicateCheck: { usualMs: 30 * MINUTE, mostMs: 4 * HOUR },
    recallMs: DAY,
    textBytes: 2048,
    card: { titleBytes: 128, descriptionBytes: 512, urlBytes: 2048, buttonMax: 4 },
    /** Lengths in characters are [NV]; what is longer is cut. */
    notice: { pageBytes: 1024, itemsMax: 10, titleMax: 12, descriptionMax: 12, keyMax: 10, valueMax: 30 },
    /** Of the tap on a mini-program notice [NV]. */
    scene: 1119,
  },
  customers: {
    batchMax: 100 /* [NV] */,
    massRecipientsMax: 10_000,
    massTextBytes: 4000,
    massAttachmentsMax: 9,
    card: { titleBytes: 64 },
    link: { titleBytes: 128, descriptionBytes: 512 },
    /** How many mass messages one customer may get: as many a month as it has days, or what an admin chose instead. */
    allowance: 'month' as 'month' | 'week' | 'day',
    allowancePerWeek: 7,
    allowancePerDay: 1,
    reminders: [{ max: 3, windowMs: DAY }] as RateRule[],
    pageMax: 1000,
    listMax: 100,
    /** Of the tap on a card in a chat with a member. */
    scene: 1007,
  },
  pay: {
    signatureToleranceMs: 5 * MINUTE,
    prepayLifeMs: 2 * HOUR,
    payableMs: 7 * DAY,
    payableAtLeastMs: MINUTE,
    payableAtMostMs: 90 * DAY,
    /** The platform wants https in the open; a demo on one machine has none. */
    requireHttpsNotify: false,
    refundableMs: 365 * DAY,
    partialRefundsMax: 50,
    /** 0 switches the pause between partial refunds of one order off. */
    partialRefundGapMs: MINUTE,
    refundTakesMs: 2 * SECOND /* [NV]: minutes to days in life */,
    notifyAnswerWithinMs: 5 * SECOND,
    notifyRetriesMs: [
      ...[15 * SECOND, 15 * SECOND, 30 * SECOND, 3 * MINUTE, 10 * MINUTE, 20 * MINUTE, 30 * MINUTE, 30 * MINUTE, 30 * MINUTE],
      ...[HOUR, 3 * HOUR, 3 * HOUR, 3 * HOUR, 6 * HOUR, 6 * HOUR],
    ],
    billReadyAtHour: 10,
    billAddressLifeMs: 5 * MINUTE /* [NV] */,
    feePermille: 6,
    certificateLifeMs: 5 * 365 * DAY,
    /** Older tables write the codes without underscores; callers have to take both. */
    oldSpelling: false,
    /** Status and code where the documents give none, or several [NV]. */
    openidUnknown: [400, 'PARAM_ERROR'] as PayCode,
    alreadyPaid: [400, 'ORDER_PAID'] as PayCode,
    alreadyClosed: [400, 'ORDER_CLOSED'] as PayCode,
    tooSoon: [429, 'FREQUENCY_LIMITED'] as PayCode,
    noCertificates: [404, 'RESOURCE_NOT_EXISTS'] as PayCode,
    noBill: [400, 'NO_STATEMENT_EXIST'] as PayCode,
    billNotReady: [400, 'STATEMENT_CREATING'] as PayCode,
  },
  /** Codes that the documents do not give for the place where they are used, all [NV]. */
  unverifiedCodes: {
    badSecret: 40001,
    malformedToken: 40014,
    missingJsCode: 41008,
    badScene: 40169,
    badArgument: 40097,
    badLinkPage: 40165,
    badLinkQuery: 40212,
    badLinkExpiry: 85401,
    linkDailyQuota: 44993,
    contentTooLong: 45002,
    userNotRecent: 61010,
    phoneOpenidMismatch: 40029,
    wrongWecomApp: 301002,
    badWecomArgument: 40058,
    badMessageType: 40008,
    emptyMessage: 44004,
    tooManyRecipients: 40032,
    messageNotFound: 40058,
    recallTooLate: 40058,
    noCustomerToSend: 41048,
    massTaskNotFound: 41046,
    massTaskOver: 41047,
    noCustomers: 84061,
    unknownPath: 40066,
  },
};

export type Limits = typeof defaultLimits;
export type LimitOverrides = { [Area in keyof Limits]?: Partial<Limits[Area]> };

export function limitsWith(overrides: LimitOverrides = {}): Limits {
  const merged = structuredClone(defaultLimits) as Record<string, object>;
  for (const [area, values] of Object.entries(overrides)) merged[area] = { ...merged[area], ...values };
  return merged as Limits;
}
