import { ERRORS, type ErrorCode } from '@dianquan/shared/errors';
import type { OperationMeta } from '../operation';
import { errorCodesOf } from './error-codes';
import { type JsonSchema, Schemas } from './schemas';
import { tagOf, tags } from './tags';

const CODES = Object.keys(ERRORS) as ErrorCode[];

/** The OpenAPI 3.1 document of the operations, made from the contract and from nothing else. */
export function openApiDocument(operations: readonly OperationMeta[], serverUrl: string): JsonSchema {
  const schemas = new Schemas();
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const operation of operations) {
    const path = `/api${operation.path.replace(/:(\w+)/g, '{$1}')}`;
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Dianquan 店圈',
      version: '0.1.0',
      description:
        'Times are UTC (RFC 3339 with milliseconds), days are Asia/Shanghai, money is integer fen. Lists answer `{ items, next }`; ' +
        'pass `next` as `cursor` for the next page. Switch on the `code` of a refusal, show its `message`.',
    },
    servers: [{ url: serverUrl }],
    tags: tags(operations),
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'The token that session.create answers.' } },
      schemas: { Error: ERROR, FieldFault: FIELD_FAULT, ...schemas.components },
      examples: Object.fromEntries(CODES.map((code) => [code, { summary: ERRORS[code].zh, value: exampleOf(code) }])),
    },
  };
}

const idempotencyKey = (required: boolean): JsonSchema => ({
  name: 'Idempotency-Key',
  in: 'header',
  required,
  schema: { type: 'string', pattern: '^[\\w.:-]{8,64}$' },
  description: 'Chosen by the client for one intention; a retry carries the same one and gets the same answer.',
});

function describe(operation: OperationMeta, schemas: Schemas): JsonSchema {
  const { id, spec, allow } = operation;
  return {
    operationId: id,
    summary: spec.summary,
    tags: [tagOf(id)],
    security: allow.includes('anonymous') ? [{}, { bearer: [] }] : [{ bearer: [] }],
    'x-allow': allow,
    parameters: [
      ...parameters(operation, 'params', schemas),
      ...parameters(operation, 'query', schemas),
      ...(spec.idempotent ? [idempotencyKey(spec.idempotent === true)] : []),
    ],
    ...requestBody(operation, schemas),
    responses: { [operation.status]: success(operation, schemas), ...refusals(operation) },
  };
}

function parameters({ id, spec }: OperationMeta, from: 'params' | 'query', schemas: Schemas): JsonSchema[] {
  const schema = spec[from];
  if (!schema) return [];
  const { properties, required } = schemas.of(schema, 'input', `${id}.${from}`) as {
    properties: Record<string, JsonSchema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: from === 'params' ? 'path' : 'query',
    required: from === 'params' || (required ?? []).includes(name),
    // A list stands in one parameter, separated by commas.
    ...(property.type === 'array' ? { style: 'form', explode: false } : {}),
    schema: property,
  }));
}

function requestBody({ id, spec }: OperationMeta, schemas: Schemas): JsonSchema {
  if (!spec.body) return {};
  const schema = schemas.of(spec.body, 'input', `${id}.body`);
  if (spec.multipart) {
    const file = { type: 'string', contentMediaType: 'application/octet-stream' };
    const properties = { ...(schema.properties as Record<string, JsonSchema>), file };
    const required = [...((schema.required as string[] | undefined) ?? []), 'file'];
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema: { type: 'object', properties, required } } } } };
  }
  const example = spec.example?.body === undefined ? {} : { example: spec.example.body };
  return { requestBody: { required: true, content: { 'application/json': { schema, ...example } } } };
}

function success({ id, spec }: OperationMeta, schemas: Schemas): JsonSchema {
  if (spec.answer === null) return { description: 'Done; nothing to say' };
  if (spec.answer === 'file') return { description: 'The bytes, with a content type of their own', content: { '*/*': { schema: {} } } };
  const example = spec.example?.answer === undefined ? {} : { example: spec.example.answer };
  return {
    description: 'The answer',
    content: { 'application/json': { schema: schemas.of(spec.answer, 'output', `${id}.answer`), ...example } },
  };
}

function refusals(operation: OperationMeta): Record<string, JsonSchema> {
  const codes = errorCodesOf(operation);
  const statuses = [...new Set(codes.map((code) => ERRORS[code].status))];
  return Object.fromEntries(statuses.map((status) => [String(status), refusal(codes.filter((code) => ERRORS[code].status === status))]));
}

function refusal(codes: ErrorCode[]): JsonSchema {
  const examples = Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]));
  return {
    description: codes.join(', '),
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' }, examples } },
  };
}

function exampleOf(code: ErrorCode): JsonSchema {
  const details =
    code === 'invalid'
      ? [{ field: 'name', rule: 'required', zh: '请填写名称' }]
      : code === 'too_many_requests'
        ? { retryAfterSeconds: 12 }
        : null;
  return { code, message: ERRORS[code].zh, details, requestId: 'mia2k3f0-1f' };
}

const FIELD_FAULT: JsonSchema = {
  type: 'object',
  description: 'Which field broke which rule; limits that go with the rule stand beside it.',
  properties: {
    field: { type: 'string', description: 'Path in the body or query: contacts.0.phone; empty for the request as a whole' },
    rule: {
      enum: [
        'required',
        'type',
        'too_short',
        'too_long',
        'too_small',
        'too_large',
        'format',
        'one_of',
        'unknown_field',
        'not_found',
        'not_unique',
        'other',
      ],
    },
    min: { type: 'number' },
    max: { type: 'number' },
    options: { type: 'array', items: { type: 'string' } },
    zh: { type: 'string', description: 'A sentence for the person who typed' },
  },
  required: ['field', 'rule', 'zh'],
};

const ERROR: JsonSchema = {
  type: 'object',
  properties: {
    code: { enum: CODES },
    message: { type: 'string', description: 'A Chinese sentence: what is wrong and what to do next' },
    details: {
      anyOf: [{ type: 'array', items: { $ref: '#/components/schemas/FieldFault' } }, { type: 'object' }, { type: 'null' }],
      description: 'For `invalid` the faults; otherwise what the code needs',
    },
    requestId: { type: 'string', description: 'Quote it when you report a problem; also in the header x-request-id' },
  },
  required: ['code', 'message', 'details', 'requestId'],
};
