import type { OperationId } from '@dianquan/shared/routes';
import { FRAME } from './h5/frame';
import { open } from './navigation';

/** What the server signed for wx.requestPayment. */
export type PaymentParams = { timeStamp: string; nonceStr: string; package: string; signType: 'RSA'; paySign: string };

/** What this phone tells the phones page around it, and what it is told. Same origin only; elsewhere nothing is sent. */
export type ToDemo =
  | { type: 'ready' }
  | { type: 'navigated'; path: string }
  | { type: 'share'; title: string; path: string; imageUrl?: string }
  | { type: 'code-shown'; code: string; path: string; imageUrl?: string }
  | { type: 'phone-number'; requestId: string }
  | { type: 'payment'; requestId: string; params: PaymentParams }
  | { type: 'subscription'; requestId: string; tmplIds: string[] }
  /** An operation of the API that changed something has succeeded. */
  | { type: 'did'; operation: OperationId };
type Told = Record<string, unknown>;
type FromDemo =
  | { type: 'open'; path: string; scene?: number }
  /** The sheet is up; a person may take as long as they like. */
  | { type: 'phone-number-asked'; requestId: string }
  | { type: 'phone-number-answer'; requestId: string; code: string | null }
  | { type: 'payment-asked'; requestId: string }
  | { type: 'payment-answer'; requestId: string; errMsg: string }
  | { type: 'subscription-asked'; requestId: string }
  | { type: 'subscription-answer'; requestId: string; answer: Told; itemSettings: Told }
  | { type: 'clock'; offsetMs: number };

const SHEETS = ['phone-number-asked', 'payment-asked', 'subscription-asked'] as const;
type SheetIsUp = Extract<FromDemo, { type: (typeof SHEETS)[number] }>;
const sheetIsUp = (message: FromDemo | undefined): message is SheetIsUp => SHEETS.some((type) => type === message?.type);

type Question = { settle: (answer: unknown) => void; timer: ReturnType<typeof setTimeout> };
const waiting = new Map<string, Question>();
let ahead = 0;

/** How far the clock of the phones page runs ahead of this browser's. */
export function demoClockOffset(): number {
  return ahead;
}

/** Is there a phones page around us? */
export function inDemo(): boolean {
  return process.env.TARO_ENV === 'h5' && window.parent !== window && FRAME.frame !== null;
}

export function tellDemo(message: ToDemo): void {
  if (inDemo()) window.parent.postMessage({ source: 'dianquan', frame: FRAME.frame, ...message }, window.location.origin);
}

/** Called once, at launch. */
export function listenToDemo(onOpen: (scene: number | undefined) => void = () => undefined): void {
  if (!inDemo()) return;
  window.addEventListener('message', (event: MessageEvent<FromDemo | undefined>) => {
    if (event.origin !== window.location.origin || event.source !== window.parent) return;
    const message = event.data;
    if (message?.type === 'open') {
      onOpen(message.scene);
      open(message.path);
    }
    if (sheetIsUp(message)) clearTimeout(waiting.get(message.requestId)?.timer);
    if (message?.type === 'phone-number-answer') waiting.get(message.requestId)?.settle(message.code);
    if (message?.type === 'payment-answer') waiting.get(message.requestId)?.settle({ errMsg: message.errMsg });
    if (message?.type === 'subscription-answer') {
      waiting.get(message.requestId)?.settle({ answer: message.answer, itemSettings: message.itemSettings });
    }
    if (message?.type === 'clock') ahead = message.offsetMs;
  });
  tellDemo({ type: 'ready' });
}

/** Asks the phones page for a phone number code; undefined when it does not answer such questions. */
export function askDemoForPhone(patience?: number): Promise<string | null | undefined> {
  return ask((requestId) => ({ type: 'phone-number', requestId }), patience);
}

/** Asks it for the payment sheet, and what came of it; undefined likewise. */
export function askDemoForPayment(params: PaymentParams, patience?: number): Promise<{ errMsg: string } | undefined> {
  return ask((requestId) => ({ type: 'payment', requestId, params }), patience);
}

/** Asks it for the sheet of consent to messages, and what is kept for good; undefined likewise. */
export function askDemoForSubscription(tmplIds: string[], patience?: number): Promise<{ answer: Told; itemSettings: Told } | undefined> {
  return ask((requestId) => ({ type: 'subscription', requestId, tmplIds }), patience);
}

function ask<T>(question: (requestId: string) => ToDemo, patience = 800): Promise<T | undefined> {
  if (!inDemo()) return Promise.resolve(undefined);
  const requestId = `${Date.now()}-${Math.random()}`;
  return new Promise((resolve) => {
    const settle = (answer: unknown) => {
      clearTimeout(timer);
      waiting.delete(requestId);
      resolve(answer as T | undefined);
    };
    const timer = setTimeout(() => settle(undefined), patience);
    waiting.set(requestId, { settle, timer });
    tellDemo(question(requestId));
  });
}
