/** What a reader is told, in document order. Names are without their prefix; attributes are the raw text between the name and `>`. */
export type XmlListener = {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(raw: string): void;
};

/** Longer than any tag of a spreadsheet; what goes on longer is no XML. */
const MAX_TAG = 1_000_000;

/**
 * Reads XML that arrives in pieces. Made for the sheets of a workbook, tens of megabytes of small tags, where a general parser takes
 * ten times as long; it knows no document types and expands no entities beyond the five of XML, so there is nothing to blow up.
 */
export class XmlReader {
  private rest = '';

  constructor(private readonly listener: XmlListener) {}

  take(piece: string): void {
    const text = this.rest === '' ? piece : this.rest + piece;
    let at = 0;
    for (;;) {
      const start = text.indexOf('<', at);
      if (start < 0) break;
      const end = endOfTag(text, start);
      if (end < 0) break;
      if (start > at) this.listener.text(text.slice(at, start));
      this.tag(text, start, end);
      at = end + 1;
    }
    this.rest = at === 0 ? text : text.slice(at);
    if (this.rest.length > MAX_TAG) throw new SyntaxError('no end of a tag');
  }

  private tag(text: string, start: number, end: number): void {
    const first = text.charCodeAt(start + 1);
    if (first === SLASH) {
      this.listener.close(localName(text.slice(start + 2, end).trimEnd()));
      return;
    }
    if (first === QUESTION) return;
    if (first === EXCLAMATION) {
      if (text.startsWith('<![CDATA[', start)) this.listener.text(text.slice(start + 9, end - 2).replaceAll('&', '&amp;'));
      return;
    }
    const isEmpty = text.charCodeAt(end - 1) === SLASH;
    let nameEnd = start + 1;
    while (nameEnd < end && text.charCodeAt(nameEnd) > SPACE && text.charCodeAt(nameEnd) !== SLASH) nameEnd++;
    const name = localName(text.slice(start + 1, nameEnd));
    this.listener.open(name, text.slice(nameEnd, isEmpty ? end - 1 : end));
    if (isEmpty) this.listener.close(name);
  }
}

const SLASH = 0x2f;
const QUESTION = 0x3f;
const EXCLAMATION = 0x21;
const SPACE = 0x20;
const DOUBLE_QUOTE = 0x22;
const SINGLE_QUOTE = 0x27;

/** A `>` inside a comment, a CDATA part or an attribute's quotes ends no tag. */
function endOfTag(text: string, start: number): number {
  if (text.charCodeAt(start + 1) === EXCLAMATION) {
    const mark = text.startsWith('<!--', start) ? '-->' : text.startsWith('<![CDATA[', start) ? ']]>' : '>';
    const end = text.indexOf(mark, start);
    return end < 0 ? -1 : end + mark.length - 1;
  }
  let end = text.indexOf('>', start);
  while (end >= 0 && isInQuotes(text, start, end)) end = text.indexOf('>', end + 1);
  return end;
}

function isInQuotes(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(end - 1) === DOUBLE_QUOTE || text.charCodeAt(start + 1) === SLASH) return false;
  let open = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code !== DOUBLE_QUOTE && code !== SINGLE_QUOTE) continue;
    if (open === 0) open = code;
    else if (open === code) open = 0;
  }
  return open !== 0;
}

const localName = (name: string): string => (name.includes(':') ? name.slice(name.indexOf(':') + 1) : name);

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function unescapeXml(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** An attribute by its local name: `id` finds `r:id` as well. */
export function attribute(attributes: string, name: string): string | undefined {
  let pattern = patterns.get(name);
  if (!pattern) {
    pattern = new RegExp(`(?:^|[\\s:])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
    patterns.set(name, pattern);
  }
  const match = pattern.exec(attributes);
  return match ? unescapeXml(match[1] ?? match[2] ?? '') : undefined;
}
const patterns = new Map<string, RegExp>();

/** `AB` of a cell's reference → 27. */
export function columnOf(letters: string): number {
  let number = 0;
  for (let i = 0; i < letters.length; i++) number = number * 26 + letters.charCodeAt(i) - 64;
  return number - 1;
}
