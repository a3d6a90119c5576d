import { z } from 'zod';
import { OPERATIONS } from './all';
import { AMOUNT_MAX, id } from './operation';

type Node = { [key: string]: unknown };

/** The platform's notices are signed, of many shapes, and bounded by the size of a request. */
const FREE = ['wechat.push body', 'wecom.push body', 'payments.notify body', 'payments.refundNotify body'];
const BOUNDED_TYPES = ['boolean', 'null'];

/** `*`, `+` or `{3,}` outside of a class: such a pattern fits texts of any length. */
function isEndless(pattern: string): boolean {
  const bare = pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  return !bare.startsWith('^') || !bare.endsWith('$') || /[*+]|\{\d+,\}/.test(bare);
}

/** Where a schema lets in numbers, texts or lists without end. */
function unbounded(node: Node, at: string): string[] {
  const parts = (key: string) => ((node[key] as Node[] | undefined) ?? []).flatMap((part, i) => unbounded(part, `${at}.${key}${i}`));
  const branches = [...parts('anyOf'), ...parts('oneOf')];
  if (node.anyOf || node.oneOf || node.$ref !== undefined || node.const !== undefined || node.enum !== undefined) return branches;
  const inner = (key: string) => (typeof node[key] === 'object' ? unbounded(node[key] as Node, `${at}.${key}`) : []);
  switch (node.type) {
    case 'object': {
      const fields = Object.entries((node.properties ?? {}) as Record<string, Node>);
      return [
        ...fields.flatMap(([name, field]) => unbounded(field, `${at}.${name}`)),
        ...inner('propertyNames'),
        ...inner('additionalProperties'),
      ];
    }
    case 'array':
      return [...(node.maxItems === undefined && !node.prefixItems ? [at] : []), ...inner('items'), ...parts('prefixItems')];
    case 'string': {
      const patterns = [node, ...((node.allOf as Node[] | undefined) ?? [])].flatMap(({ pattern }) =>
        pattern === undefined ? [] : [String(pattern)],
      );
      return node.maxLength === undefined && !patterns.some((pattern) => !isEndless(pattern)) ? [at] : [];
    }
    case 'integer':
    case 'number': {
      const [low, high] = [node.minimum ?? node.exclusiveMinimum, node.maximum ?? node.exclusiveMaximum].map(Number);
      return Math.abs(low ?? Number.NaN) <= AMOUNT_MAX && Math.abs(high ?? Number.NaN) <= AMOUNT_MAX ? [] : [at];
    }
    default:
      return BOUNDED_TYPES.includes(String(node.type)) ? [] : [at];
  }
}

function unboundedIn(schema: z.ZodType, at: string): string[] {
  const { $defs = {}, ...root } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', cycles: 'ref' }) as Node & {
    $defs?: Record<string, Node>;
  };
  return [...unbounded(root, at), ...Object.entries($defs).flatMap(([name, part]) => unbounded(part, `${at}.${name}`))];
}

describe('what an operation takes', () => {
  it('is bounded: every number, text and list', () => {
    const faults = Object.entries(OPERATIONS).flatMap(([operation, spec]) =>
      (['params', 'query', 'body'] as const).flatMap((part) => {
        const schema = spec[part];
        const name = `${operation} ${part}`;
        return schema === undefined || FREE.includes(name) ? [] : unboundedIn(schema, name);
      }),
    );
    expect(faults).toEqual([]);
  });

  it.each([
    [z.object({ n: z.number() }), ['x.n']],
    [z.object({ n: z.number().int().min(0) }), ['x.n']],
    [z.object({ n: z.number().min(0).max(5).optional() }), []],
    [z.object({ t: z.string() }), ['x.t']],
    [z.object({ t: z.string().regex(/^a+$/) }), ['x.t']],
    [z.object({ t: z.string().regex(/^\d{1,3}\+?$/) }), []],
    [z.object({ l: z.array(z.boolean()) }), ['x.l']],
    [z.object({ l: z.array(z.string()).max(3) }), ['x.l.items']],
    [z.record(z.string(), z.boolean()), ['x.propertyNames']],
    [z.object({ u: z.unknown() }), ['x.u']],
    [z.object({ u: z.union([z.null(), z.array(z.number()).nullable()]) }), ['x.u.anyOf1.anyOf0', 'x.u.anyOf1.anyOf0.items']],
  ])('is found out when it is not (%#)', (schema, faults) => {
    expect(unboundedIn(schema, 'x')).toEqual(faults);
  });
});

describe('an id', () => {
  it.each([1, '1', '4294967295', 4_294_967_295])('may be %j', (value) => {
    expect(id.parse(value)).toBe(Number(value));
  });
  it.each([true, [5], null, undefined, '', ' 1', '0x10', '1e3', '1.0', '+1', '-1', 0, '0', 1.5, 4_294_967_296, '4294967296', '１２', {}])(
    'may not be %j',
    (value) => {
      expect(id.safeParse(value).success).toBe(false);
    },
  );
});
