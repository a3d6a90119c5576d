import type { ApiError } from './api-error';
import type { Args, Input } from './contract';
import { useNetwork } from './network';
import { call } from './request';
import { useSession } from './session';
import { readStored, store } from './storage';

/** Small writes that may be sent late and twice without harm. Anything else must fail in front of the person who made it. */
export type LaterId = 'announcements.markRead' | 'inbox.markRead' | 'announcements.noteCall' | 'delivery.recordConsent';
type Entry = { account: number; id: LaterId; input: unknown };

const KEY = 'later';
const MOST = 500;

function entries(): Entry[] {
  return readStored<Entry[]>(KEY) ?? [];
}

/** Sends now if possible, otherwise when the network is back, also after the app was closed. The same write is kept once. */
export function sendLater<Id extends LaterId>(id: Id, input: Input<Id>): Promise<void> {
  const account = useSession.getState().actor?.accountId;
  if (account === undefined) return Promise.resolve();
  const entry: Entry = { account, id, input };
  const others = entries().filter((other) => JSON.stringify(target(other)) !== JSON.stringify(target(entry)));
  store(KEY, [...others, entry].slice(-MOST));
  return flush();
}

/** What makes two writes the same: who, what, and on which thing. The later one says at least as much. */
function target({ account, id, input }: Entry): unknown[] {
  const { params, body } = input as { params?: unknown; body?: unknown };
  return [account, id, params ?? body];
}

let running: Promise<void> = Promise.resolve();

/** One after the other: a run that has already found itself offline must not swallow the wish to send now. */
export function flush(): Promise<void> {
  running = running.then(sendAll);
  return running;
}

async function sendAll(): Promise<void> {
  const tried = new Set<string>();
  for (;;) {
    const account = useSession.getState().actor?.accountId;
    const entry = entries().find((one) => one.account === account && !tried.has(JSON.stringify(one)));
    if (!entry || !useNetwork.getState().online) return;
    tried.add(JSON.stringify(entry));
    try {
      await call(entry.id, ...([entry.input] as unknown as Args<LaterId>));
    } catch (error) {
      const failure = error as ApiError;
      if (failure.isOutage || failure.status === 429 || failure.status === 401) return;
      // Refused for good: the thing is gone or no longer ours, and asking again would not change it.
    }
    store(
      KEY,
      entries().filter((other) => JSON.stringify(other) !== JSON.stringify(entry)),
    );
  }
}

export function pending(): number {
  return entries().length;
}

/** Called once, at launch. */
export function watchQueue(): void {
  useNetwork.subscribe(({ online }) => {
    if (online) void flush();
  });
  useSession.subscribe((now, before) => {
    if (now.actor && now.token !== before.token) void flush();
  });
  void flush();
}
