import { z } from 'zod';

export type JsonSchema = { [key: string]: unknown };

/** Turns zod schemas into JSON Schema; what refers to itself becomes a component that the document can point to. */
export class Schemas {
  readonly components: Record<string, JsonSchema> = {};
  private readonly names = new Map<string, string>();

  of(schema: z.ZodType, io: 'input' | 'output', name: string): JsonSchema {
    const { $schema: _, $defs, ...root } = z.toJSONSchema(schema, { io, unrepresentable: 'any', cycles: 'ref' }) as JsonSchema;
    if (JSON.stringify(root).includes('"$ref":"#"')) {
      return this.lift({ ...(($defs ?? {}) as Record<string, JsonSchema>), [name]: root }, name, { $ref: `#/$defs/${name}` }) as JsonSchema;
    }
    return this.lift(($defs ?? {}) as Record<string, JsonSchema>, name, root) as JsonSchema;
  }

  private lift(definitions: Record<string, JsonSchema>, owner: string, root: JsonSchema): unknown {
    const renamed = new Map<string, string>();
    for (const [key, definition] of Object.entries(definitions)) renamed.set(key, this.nameFor(`${owner}.${key}`, definition));
    const point = (value: unknown): unknown => redirect(value, renamed, renamed.get(owner));
    for (const [key, definition] of Object.entries(definitions))
      this.components[renamed.get(key) as string] ??= point(definition) as JsonSchema;
    return point(root);
  }

  /** The same definition met again, under another operation, is the same component. */
  private nameFor(wanted: string, definition: JsonSchema): string {
    const text = JSON.stringify(definition);
    const known = this.names.get(text);
    if (known) return known;
    const name = wanted.replace(/[^\w.-]/g, '_');
    this.names.set(text, name);
    return name;
  }
}

function redirect(value: unknown, renamed: Map<string, string>, root: string | undefined): unknown {
  if (Array.isArray(value)) return value.map((one) => redirect(one, renamed, root));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => {
      if (key !== '$ref' || typeof one !== 'string') return [key, redirect(one, renamed, root)];
      const name = one === '#' ? root : renamed.get(one.replace('#/$defs/', ''));
      return [key, `#/components/schemas/${name}`];
    }),
  );
}
