/** The platform has judged a picture that was sent for checking under this trace id. May come more than once. */
export class MediaChecked {
  constructor(
    readonly traceId: string,
    readonly suggest: 'pass' | 'review' | 'risky',
    readonly label: number,
  ) {}
}

/** A person answered the sheet that asks for messages. Told once more when the answer to the first telling was lost. */
export class SubscriptionAsked {
  constructor(
    readonly openid: string,
    readonly answers: { templateId: string; accepted: boolean }[],
    /** To the second: what tells two of the same person apart. */
    readonly at: number,
  ) {}
}

/** A person switched messages off, or on again, in WeChat's own settings. */
export class SubscriptionSwitched {
  constructor(
    readonly openid: string,
    readonly answers: { templateId: string; accepted: boolean }[],
    readonly at: number,
  ) {}
}

/** What became of a message that the platform had accepted. `code` 0: it is on the phone. */
export class SubscriptionArrived {
  constructor(
    readonly openid: string,
    readonly templateId: string,
    readonly msgId: string,
    readonly code: number,
    readonly status: string,
    readonly at: number,
  ) {}
}
