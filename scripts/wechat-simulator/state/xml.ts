export type EventValue = string | number | EventFields | EventFields[];
export interface EventFields {
  [name: string]: EventValue;
}

const element = (name: string, value: EventValue): string => {
  if (Array.isArray(value)) return value.map((item) => element(name, item)).join('');
  if (typeof value === 'object') return `<${name}>${inner(value)}</${name}>`;
  if (typeof value === 'number') return `<${name}>${value}</${name}>`;
  return `<${name}><![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]></${name}>`;
};

const inner = (fields: EventFields): string =>
  Object.entries(fields)
    .map(([name, value]) => element(name, value))
    .join('');

/** A list becomes the element repeated, as the platform writes it. */
export const toXml = (fields: EventFields): string => `<xml>${inner(fields)}</xml>`;
