export type XmlValue = string | XmlObject | XmlValue[];
export type XmlObject = { [name: string]: XmlValue };

const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&amp;': '&' };
const ELEMENT = /<([A-Za-z_][\w.-]*)\s*>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([\s\S]*?))<\/\1\s*>/g;
const MAX_DEPTH = 6;

/**
 * The XML of the platform's notices: elements without attributes, texts in CDATA. No entities but the five, no DTD. An element that
 * comes several times is a list, as it would be in JSON.
 */
export function parsePushXml(xml: string): XmlObject | null {
  const root = /^\s*(?:<\?xml[^>]*\?>\s*)?<xml>([\s\S]*)<\/xml>\s*$/.exec(xml);
  return root ? children(root[1] ?? '', 0) : null;
}

function children(xml: string, depth: number): XmlObject {
  const found: XmlObject = Object.create(null) as XmlObject;
  if (depth > MAX_DEPTH) return found;
  for (const [, name, cdata, inner] of xml.matchAll(ELEMENT)) {
    const value = cdata ?? (/<[A-Za-z_]/.test(inner ?? '') ? children(inner ?? '', depth + 1) : plain(inner ?? ''));
    found[name as string] = withValue(found[name as string], value);
  }
  return found;
}

const withValue = (known: XmlValue | undefined, value: XmlValue): XmlValue =>
  known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value];

function plain(text: string): string {
  return text.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => ENTITIES[entity] ?? entity);
}
