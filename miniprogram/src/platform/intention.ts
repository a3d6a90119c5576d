import type { IdempotentId, MaybeIdempotentId } from '@dianquan/shared/contract/all';
import { ApiError } from './api-error';
import type { Answer, Args, Input } from './contract';
import { call } from './request';
import { forget, readStored, store } from './storage';

/** A key that nobody else has: what is sent twice with it happens once. */
export function newKey(): string {
  const part = () => Math.random().toString(36).slice(2, 12).padEnd(10, '0');
  return `${Date.now().toString(36)}-${part()}${part()}`;
}

type KeyedId = IdempotentId | MaybeIdempotentId;
type Sent<Id extends KeyedId> = Input<Id>;

/** What was sent under a name and never answered, perhaps before this phone went dark; null when there is nothing. */
export function unanswered<Id extends KeyedId>(id: Id, name: string): Sent<Id> | null {
  return readStored<Sent<Id>>(storedAs(id, name));
}

/** The person has given it up. It may have happened all the same, so they were told where to look. */
export function giveUp(id: KeyedId, name: string): void {
  forget(storedAs(id, name));
}

/**
 * Sends a command that may happen only once. It is kept on this phone until an answer came, whatever that was; as long as it is kept, the
 * same command goes out again with the same key instead of a new one.
 */
export async function sendOnce<Id extends KeyedId>(id: Id, name: string, input: Omit<Input<Id>, 'key'>): Promise<Answer<Id>> {
  const kept = unanswered(id, name);
  const sent = kept ?? ({ ...input, key: newKey() } as unknown as Sent<Id>);
  store(storedAs(id, name), sent);
  try {
    const answer = await call(id, ...([sent] as unknown as Args<Id>));
    giveUp(id, name);
    return answer;
  } catch (error) {
    // A refusal is an answer; silence is none.
    if (!(error instanceof ApiError && error.isOutage)) giveUp(id, name);
    throw error;
  }
}

/** The same where what was changed since the last try is another intention: words that were written anew are not lost for the old ones. */
export function sendOnceAsIs<Id extends KeyedId>(id: Id, name: string, input: Omit<Input<Id>, 'key'>): Promise<Answer<Id>> {
  const kept = unanswered(id, name);
  if (kept !== null && JSON.stringify({ ...kept, key: undefined }) !== JSON.stringify(input)) giveUp(id, name);
  return sendOnce(id, name, input);
}

const storedAs = (id: KeyedId, name: string): string => `sent:${id}:${name}`;
