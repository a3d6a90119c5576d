import type { OperationId } from '@dianquan/shared/routes';
import { FRAME } from './h5/frame';
import { open } from './navigation';

/** What this phone tells the phones page around it, and what it is told. Same origin only; elsewhere nothing is sent. */
export type ToDemo =
  | { type: 'ready' }
  | { type: 'navigated'; path: string }
  | { type: 'share'; title: string; path: string; imageUrl?: string }
  | { type: 'code-shown'; code: string; path: string; imageUrl?: string }
  | { type: 'phone-number'; requestId: string }
  /** An operation of the API that changed something has succeeded. */
  | { type: 'did'; operation: OperationId };
type FromDemo =
  | { type: 'open'; path: string; scene?: number }
  /** The sheet is up; a person may take as long as they like. */
  | { type: 'phone-number-asked'; requestId: string }
  | { type: 'phone-number-answer'; requestId: string; code: string | null }
  | { type: 'clock'; offsetMs: number };

const waiting = new Map<string, { settle: (code: string | null) => void; timer: ReturnType<typeof setTimeout> }>();
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
    if (message?.type === 'phone-number-asked') clearTimeout(waiting.get(message.requestId)?.timer);
    if (message?.type === 'phone-number-answer') waiting.get(message.requestId)?.settle(message.code);
    if (message?.type === 'clock') ahead = message.offsetMs;
  });
  tellDemo({ type: 'ready' });
}

/** Asks the phones page for a phone number code; undefined when it does not answer such questions. */
export function askDemoForPhone(patience = 800): Promise<string | null | undefined> {
  if (!inDemo()) return Promise.resolve(undefined);
  const requestId = `${Date.now()}-${Math.random()}`;
  return new Promise((resolve) => {
    const settle = (code: string | null | undefined) => {
      clearTimeout(timer);
      waiting.delete(requestId);
      resolve(code);
    };
    const timer = setTimeout(() => settle(undefined), patience);
    waiting.set(requestId, { settle, timer });
    tellDemo({ type: 'phone-number', requestId });
  });
}
