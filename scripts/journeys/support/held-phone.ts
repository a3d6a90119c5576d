export interface Holder {
  /** The simulator's key. */
  key: string;
  provider: 'wechat' | 'wecom';
  /** Says no to WeChat's sheet that asks for messages, where it shows without a page to tap on. */
  refusesMessages?: boolean;
}

export interface Where {
  /** The n-th of several, from 0. */
  nth?: number;
  /** The one nearest to this text: the button in the row of a certain person. */
  near?: string;
}

/** A phone in somebody's hand. The same journey is gone with both builds of the mini-program. */
export interface Phone {
  readonly holder: Holder;
  /** Calls of the API so far, `GET /api/home`; a refusal ends in its status. */
  readonly calls: string[];
  /** What went wrong inside the app; a journey ends with none. */
  readonly errors: string[];
  /** Opens a page as a card or a code would: `/pages/join/index?scene=…`. */
  open(path: string): Promise<void>;
  /** Taps what is written so, once it is there. */
  tap(text: string, where?: Where): Promise<void>;
  /** Types into the box with this placeholder or label. */
  type(name: string, value: string, where?: Where): Promise<void>;
  see(...texts: string[]): Promise<void>;
  /** Waits until it is gone. */
  miss(text: string): Promise<void>;
  /** Is it to be read right now? */
  shows(text: string): Promise<boolean>;
  onPage(route: string): Promise<void>;
  back(): Promise<void>;
  pullDown(): Promise<void>;
  /** Where the card leads that was sent to a chat last. */
  sharedPath(): Promise<string>;
  /** The largest picture on the page, as a data URL: a code that is being shown. */
  picture(): Promise<string>;
  /** Keeps what can be seen under build/screenshots. */
  shot(name: string): Promise<void>;
  close(): Promise<void>;
}
