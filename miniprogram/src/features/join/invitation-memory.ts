import { forget, readStored, store } from '@/platform/storage';

const KEY = 'invitation-code';

/** The invitation last opened: it survives browsing, closing and a login that happens later, until the person is in. */
export function rememberInvitation(code: string): void {
  store(KEY, code);
}

export function rememberedInvitation(): string | null {
  return readStored<string>(KEY);
}

export function forgetInvitation(): void {
  forget(KEY);
}
