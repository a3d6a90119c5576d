import { OPERATIONS } from '@dianquan/shared/contract/all';
import { FIELD_LABELS } from '@dianquan/shared/field-labels';
import { type OperationId, ROUTES } from '@dianquan/shared/routes';
import { bootApp, type TestApp } from '../../../../test/app';
import { openApiDocument } from './document';

type Schema = Record<string, unknown> & { properties?: Record<string, Schema>; $ref?: string };
type Described = {
  operationId: string;
  summary: string;
  tags: string[];
  security: unknown[];
  parameters: { name: string; in: string; required: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<
    string,
    { description: string; content?: Record<string, { schema: Schema; examples?: Record<string, { $ref: string }> }> }
  >;
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema>; examples: Record<string, { value: object }> };
  tags: { name: string }[];
};

const everything = (Object.keys(ROUTES) as OperationId[]).map((id) => {
  const [method, path] = ROUTES[id].split(' ') as ['GET', string];
  return { id, allow: ['staff' as const], rate: 'default' as const, spec: OPERATIONS[id], status: 200 as const, method, path };
});
const operationsOf = (document: Document) => Object.values(document.paths).flatMap((path) => Object.values(path));

describe('the document of the whole contract', () => {
  const document = openApiDocument(everything, 'https://example.com') as unknown as Document;

  it('has every operation of the contract once', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(
      operationsOf(document)
        .map(({ operationId }) => operationId)
        .sort(),
    ).toEqual(Object.keys(ROUTES).sort());
  });

  it('says of each what it is, and names every refusal with an example', () => {
    for (const { operationId, summary, tags, responses } of operationsOf(document)) {
      expect([operationId, summary.length > 3, tags.length]).toEqual([operationId, true, 1]);
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['401', '403', '429', '500', '503']));
      for (const [status, { content }] of Object.entries(responses)) {
        if (Number(status) < 400) continue;
        const { schema, examples } = content?.['application/json'] ?? {};
        expect(schema).toEqual({ $ref: '#/components/schemas/Error' });
        for (const code of Object.keys(examples ?? {}))
          expect(document.components.examples[code]?.value).toMatchObject({ code, message: expect.any(String) });
        expect(Object.keys(examples ?? {})).not.toHaveLength(0);
      }
    }
  });

  it('names every refusal that the contract lists', () => {
    for (const { operationId, responses } of operationsOf(document)) {
      const listed = Object.values(responses).flatMap(({ content }) => Object.keys(content?.['application/json']?.examples ?? {}));
      expect(listed).toEqual(expect.arrayContaining([...(OPERATIONS[operationId as OperationId].errors ?? [])]));
    }
  });

  it('describes every parameter of every path', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
      for (const { parameters } of Object.values(methods)) {
        expect(
          parameters
            .filter((one) => one.in === 'path')
            .map(({ name }) => name)
            .sort(),
        ).toEqual(inPath);
      }
    }
  });

  it('refers to nothing that is not in it', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1] as string);
    expect(references.length).toBeGreaterThan(100);
    const unknown = references.filter((reference) => {
      const [kind, name] = reference.replace('#/components/', '').split('/') as ['schemas' | 'examples', string];
      return !document.components[kind]?.[name];
    });
    expect(unknown).toEqual([]);
  });

  it('describes rules that contain rules', () => {
    const body = document.paths['/api/segments']?.post?.requestBody?.content['application/json']?.schema;
    const { $ref = '' } = body?.properties?.rule ?? {};
    expect($ref).toMatch(/^#\/components\/schemas\//);
    expect(JSON.stringify(document.components.schemas[$ref.split('/').at(-1) ?? ''])).toContain($ref);
  });
});

describe('the server', () => {
  let t: TestApp;
  beforeAll(async () => {
    t = await bootApp();
  });
  afterAll(() => t.close());
  const fetched = async () => (await (await fetch(`${t.url}/api/openapi.json`)).json()) as Document;

  it('answers the document of what it serves: everything in the contract', async () => {
    const served = operationsOf(await fetched()).map(({ operationId }) => operationId);
    expect(served.sort()).toEqual(Object.keys(ROUTES).sort());
  });

  it('shows it in a reader that asks no other host for anything', async () => {
    const page = await (await fetch(`${t.url}/api/docs`)).text();
    expect(page).not.toMatch(/https?:\/\//);
    for (const [, path] of page.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
      const response = await fetch(t.url + path);
      expect([path, response.status]).toEqual([path, 200]);
      await response.arrayBuffer();
    }
  });
});

describe('field labels', () => {
  it('exist in Chinese for every field that a person may send', () => {
    const document = openApiDocument(everything, '') as unknown as Document;
    const names = new Set<string>();
    const walk = (schema: unknown): void => {
      if (typeof schema !== 'object' || schema === null) return;
      for (const [key, value] of Object.entries(schema)) {
        if (key === 'properties') for (const name of Object.keys(value as object)) names.add(name);
        walk(value);
      }
    };
    for (const { parameters, requestBody } of operationsOf(document)) {
      for (const { name } of parameters) names.add(name);
      walk(requestBody);
    }
    names.delete('file');
    expect([...names].filter((name) => !FIELD_LABELS[name]).sort()).toEqual([]);
  });
});
