import { readStored, store } from '@/platform/storage';

const KEY = 'recent-searches';
const KEPT = 10;

export function recentSearches(): string[] {
  return readStored<string[]>(KEY) ?? [];
}

/** Newest first, each once. */
export function rememberSearch(words: string): string[] {
  const text = words.trim();
  if (text === '') return recentSearches();
  const kept = [text, ...recentSearches().filter((other) => other !== text)].slice(0, KEPT);
  store(KEY, kept);
  return kept;
}

export function forgetSearches(): void {
  store(KEY, []);
}
