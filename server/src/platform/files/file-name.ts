import { extname } from 'node:path';

const MAX_LENGTH = 120;

/** A name to show and to save under: no folders, no control or direction-changing characters, no hidden files. */
export function safeName(given: string | undefined): string {
  const last = (given ?? '').replace(/^.*[/\\]/s, '');
  const clean = last
    .replace(/[\p{Cc}\p{Surrogate}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/^[.\s]+/, '')
    .trim();
  return shortened(clean === '' ? 'file' : clean);
}

function shortened(name: string): string {
  const characters = [...name];
  if (characters.length <= MAX_LENGTH) return name;
  const ending = [...extname(name)].length <= 10 ? extname(name) : '';
  return characters.slice(0, MAX_LENGTH - ending.length).join('') + ending;
}

/** Ending in small letters, without the dot. */
export function endingOf(name: string): string {
  return extname(name).slice(1).toLowerCase();
}

/** A header that browsers of all kinds read the Chinese name from. */
export function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
