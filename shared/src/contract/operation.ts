import { z } from 'zod';

/** What an operation takes and answers. `answer: 'file'` is bytes with a content type of their own; `null` is an empty 204. */
export type OperationSpec = {
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The body is `multipart/form-data` with one part named `file`; `body` then describes the other fields. */
  multipart?: boolean;
  answer: z.ZodType | 'file' | null;
  /** Refusals beyond those that every operation may answer. */
  errors?: readonly (keyof typeof import('../errors.js').ERRORS)[];
  /** Moves money or goods: needs the header Idempotency-Key, and happens once for a key. `optional`: takes one, and happens each time without. */
  idempotent?: boolean | 'optional';
  /** Shown in the OpenAPI document. */
  example?: { body?: unknown; answer?: unknown };
};

/** The largest id that a column can hold. */
export const ID_MAX = 4_294_967_295;
/** Amounts and measures: far from where numbers lose their last digits. */
export const AMOUNT_MAX = 1e15;

/** Paths and queries carry text. Only plain decimal digits are taken for a number: not `0x10`, `1e3` or an empty text. */
const digits = (form: RegExp) => (value: unknown) => (typeof value === 'string' && form.test(value) ? Number(value) : value);
export const whole = (min: number, max: number) => z.preprocess(digits(/^-?\d{1,20}$/), z.int().min(min).max(max));
export const decimal = (min: number, max: number) => z.preprocess(digits(/^-?\d{1,12}(\.\d{1,20})?$/), z.number().min(min).max(max));

export const id = whole(1, ID_MAX);
export const idParam = z.object({ id });
/** UTC, RFC 3339 with milliseconds. */
export const instant = z.iso.datetime({ precision: 3 }).meta({ example: '2026-11-22T06:30:00.000Z' });
/** An instant given by a client: any offset, any precision. */
export const instantInput = z.iso.datetime({ offset: true }).max(40);
export const text = (max: number, min = 1) => z.string().trim().min(min).max(max);
export const optionalText = (max: number) => z.string().trim().max(max).optional();
export const page = z.object({ limit: whole(1, 100).default(20), cursor: z.string().max(400).optional() });
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
/** A mainland mobile number, or a landline with area code. */
export const phone = z
  .string()
  .trim()
  .regex(/^(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|400-?\d{3}-?\d{4})$/);
export const mobile = z
  .string()
  .trim()
  .regex(/^1[3-9]\d{9}$/);
/** A GB/T 2260 code of 2 (province), 4 (city), 6 (district) or 9 (street) digits. */
export const regionCode = z.string().regex(/^(\d{2}|\d{4}|\d{6}|\d{9})$/);
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((v) => v === 'true')]);
/** Several values in one parameter of a query, separated by commas. */
export const list = <T extends z.ZodType>(item: T, max = 20) =>
  z.preprocess((v) => (typeof v === 'string' ? v.split(',').filter(Boolean) : v), z.array(item).max(max));
export const picture = z.object({
  id: z.number(),
  url: z.string(),
  thumbUrl: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
});
export const attachment = z.object({ id: z.number(), name: z.string(), size: z.number(), mime: z.string(), url: z.string() });
export const job = z.object({
  id: z.number(),
  topic: z.string(),
  status: z.enum(['waiting', 'running', 'done', 'dead']),
  done: z.number(),
  total: z.number().nullable(),
  error: z.string().nullable(),
});
