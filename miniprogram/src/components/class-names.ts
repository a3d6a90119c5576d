/** `classes('row', pressed && 'row--pressed')` → `row row--pressed`. */
export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
