import { createHash } from 'node:crypto';

/** 30 days from the sign-in, not from the last use. */
export const SESSION_LIFE_MS = 30 * 24 * 3600 * 1000;
export const TOKEN_BYTES = 32;

/** Only this is stored: who reads the database can't sign in with what stands there. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
