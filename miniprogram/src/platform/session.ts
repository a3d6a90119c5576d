import { create } from 'zustand';
import type { ApiError } from './api-error';
import type { Answer } from './contract';
import { FRAME } from './h5/frame';
import { loginCode } from './login-code';
import { call, setAuth } from './request';
import { forget, readStored, store } from './storage';

export type Actor = Answer<'session.get'>;
type Kept = { token: string; actor: Actor; as: string | null };
export type Session = { token: string | null; actor: Actor | null; state: 'out' | 'signing-in' | 'in' | 'failed'; error: ApiError | null };

const KEY = 'session';
const OUT: Session = { token: null, actor: null, state: 'out', error: null };

/** Who is signed in. Pages read it with `useActor()` of features/session. */
export const useSession = create<Session>()(() => restore());

function restore(): Session {
  const kept = readStored<Kept>(KEY);
  // Another person was put into this frame of the phones page: the old session is not theirs.
  if (!kept || kept.as !== FRAME.as) return OUT;
  return { token: kept.token, actor: kept.actor, state: 'in', error: null };
}

function keep(token: string, actor: Actor): void {
  store(KEY, { token, actor, as: FRAME.as } satisfies Kept);
  useSession.setState({ token, actor, state: 'in', error: null });
}

let running: Promise<string> | null = null;

/** Signs in without a word to the person; many callers at once share one sign-in. */
export function signIn(): Promise<string> {
  running ??= start().finally(() => {
    running = null;
  });
  return running;
}

async function start(): Promise<string> {
  useSession.setState({ state: 'signing-in', error: null });
  try {
    const { token, actor } = await call('session.create', { body: await loginCode() });
    keep(token, actor);
    return token;
  } catch (error) {
    useSession.setState({ ...OUT, state: 'failed', error: error as ApiError });
    throw error;
  }
}

/** Operations that change who I am answer the new actor; hand it in here. */
export function setActor(actor: Actor): void {
  const { token } = useSession.getState();
  if (token) keep(token, actor);
}

export async function refreshActor(): Promise<Actor> {
  const actor = await call('session.get');
  setActor(actor);
  return actor;
}

/** The server's session dies at once; this side forgets it whether or not the server could be told. */
export async function signOut(): Promise<void> {
  try {
    if (useSession.getState().token) await call('session.delete');
  } finally {
    forget(KEY);
    useSession.setState(OUT);
  }
}

setAuth({
  token: () => useSession.getState().token,
  renew: (dead) => {
    const { token } = useSession.getState();
    // Somebody else has renewed it since that call went out.
    return token !== null && token !== dead ? Promise.resolve(token) : signIn();
  },
});
