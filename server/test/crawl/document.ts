import type { OperationId } from '@dianquan/shared/routes';

type Schema = { [key: string]: unknown; $ref?: string; type?: string; pattern?: string; maximum?: number };
export type Described = {
  operationId: OperationId;
  'x-allow': string[];
  parameters: { name: string; in: 'path' | 'query'; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};
export type Served = Described & { method: string };
type Document = { paths: Record<string, Record<string, Described>>; components: { schemas: Record<string, Schema> } };

export async function servedDocument(url: string): Promise<Document> {
  return (await (await fetch(`${url}/api/openapi.json`)).json()) as Document;
}

export function operationsOf(document: Document): Served[] {
  return Object.values(document.paths).flatMap((path) => Object.entries(path).map(([method, one]) => ({ ...one, method })));
}

const MAX_ID = 4_294_967_295;
/** How an id is told from another number or text: by its name, its bound, or a pattern with room for a number. */
function carriesId(name: string, schema: Schema): boolean {
  if (/(^id|Id|Ids|[a-z]Code|^code|^keys?)$/.test(name) && schema.type !== 'object') return true;
  if (schema.type === 'integer' && schema.maximum === MAX_ID) return true;
  if (name === 'in' && schema.type === 'array' && (schema.items as Schema).type === 'integer') return true;
  if (schema.type === 'object' && schema.additionalProperties !== undefined && schema.additionalProperties !== false) return true;
  return schema.type === 'string' && /[a-z)]:\\d/.test(schema.pattern ?? '');
}

/** Every place of a request that carries an id: `path.id`, `query.shopId`, `body.audience.shopIds`. */
export function idPlaces(document: Document): { id: OperationId; place: string }[] {
  return operationsOf(document).flatMap(({ operationId, parameters, requestBody }) => {
    const places = new Set<string>();
    for (const { name, in: where, schema } of parameters) walk(document, schema, where, name, new Set(), places);
    for (const { schema } of Object.values(requestBody?.content ?? {})) walk(document, schema, 'body', '', new Set(), places);
    return [...places].map((place) => ({ id: operationId, place }));
  });
}

function walk(document: Document, schema: Schema, at: string, name: string, seen: Set<string>, places: Set<string>): void {
  if (schema.$ref !== undefined) {
    if (seen.has(schema.$ref)) return;
    const target = document.components.schemas[schema.$ref.split('/').at(-1) ?? ''];
    if (target) walk(document, target, at, name, new Set([...seen, schema.$ref]), places);
    return;
  }
  const here = name === '' ? at : `${at}.${name}`;
  if (name !== '' && carriesId(name, schema)) places.add(here);
  for (const key of ['anyOf', 'oneOf', 'allOf'] as const)
    for (const part of (schema[key] as Schema[] | undefined) ?? []) walk(document, part, at, name, seen, places);
  for (const [key, part] of Object.entries((schema.properties ?? {}) as Record<string, Schema>))
    walk(document, part, here, key, seen, places);
  if (schema.items && typeof schema.items === 'object' && !places.has(here)) walk(document, schema.items as Schema, at, name, seen, places);
}

/** Parameters that are matched against what somebody once wrote. */
export const textParameters: ReadonlySet<string> = new Set(['q', 'name', 'tag']);
const PLAIN: Record<string, unknown[]> = {
  regionCode: ['51', '510107', '510104'],
  parent: ['51'],
  from: ['2020-01-01'],
  to: ['2099-01-01'],
  removed: [true],
  joined: [true, false],
  action: ['shops.import', 'communities.create'],
};

/** Something to try for a parameter that is no id: each of its choices, or what suits its name. */
export function valuesOf(name: string, schema: Schema): unknown[] {
  const choices = [schema, ...((schema.anyOf as Schema[] | undefined) ?? [])].flatMap((one) => (one.enum as unknown[] | undefined) ?? []);
  return choices.length > 0 ? choices : (PLAIN[name] ?? []);
}
