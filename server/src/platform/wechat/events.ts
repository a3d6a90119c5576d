/** The platform has judged a picture that was sent for checking under this trace id. May come more than once. */
export class MediaChecked {
  constructor(
    readonly traceId: string,
    readonly suggest: 'pass' | 'review' | 'risky',
    readonly label: number,
  ) {}
}
