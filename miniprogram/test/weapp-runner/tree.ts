import type { NodeData, Shape, Shapes } from './template';

/** A node of a page as a person could see it. */
export class Node {
  readonly children: Node[];
  private readonly shape: Shape | undefined;

  constructor(
    private readonly data: NodeData,
    shapes: Shapes,
    readonly parent: Node | null,
  ) {
    this.shape = shapes(data);
    this.children = (data.cn ?? []).map((child) => new Node(child, shapes, this));
  }

  get tag(): string {
    return this.shape?.tag ?? '#text';
  }
  get id(): string {
    return this.data.uid ?? this.data.sid;
  }
  get sid(): string {
    return this.data.sid;
  }
  /** Everything written in and below it, with spaces made plain. */
  get text(): string {
    return plain(this.written);
  }
  /** Written, or read aloud for a sign without words. */
  get name(): string {
    return this.text || plain(String(this.attribute('aria-label') ?? ''));
  }
  attribute(name: string): unknown {
    const alias = this.shape?.attributes.get(name);
    return alias === undefined ? this.data[camel(name)] : this.data[alias];
  }
  /** Spaces between the pieces count: 待确认 and 1 are not 待确认1. */
  private get written(): string {
    return this.data.v !== undefined ? String(this.data.v) : this.children.map(({ written }) => written).join('');
  }
  listens(event: string): 'bind' | 'catch' | null {
    if (this.shape?.catches.has(event)) return 'catch';
    return this.shape?.binds.has(event) ? 'bind' : null;
  }
  *all(): Generator<Node> {
    yield this;
    for (const child of this.children) yield* child.all();
  }
  /** This node and those around it, innermost first. */
  *outwards(): Generator<Node> {
    for (let node: Node | null = this; node; node = node.parent) yield node;
  }
}

export function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

export type Where = {
  /** The n-th of several, from 0. */
  nth?: number;
  /** The one nearest to this text: the button in the row of a certain person. */
  near?: string;
};

/** The innermost nodes with exactly this text, else the innermost that contain it. */
export function find(roots: Node[], text: string, where: Where = {}): Node | undefined {
  const wanted = plain(text);
  const nodes = roots.flatMap((root) => [...root.all()]).filter(({ tag }) => tag !== '#text');
  const exact = innermost(nodes.filter(({ name }) => name === wanted));
  const found = exact.length > 0 ? exact : innermost(nodes.filter(({ name }) => name.includes(wanted)));
  return pick(found, where);
}

export function pick(found: Node[], { nth = 0, near }: Where): Node | undefined {
  if (near === undefined) return found[nth];
  const sized = found.flatMap((node) => {
    const around = [...node.outwards()].findIndex(({ text }) => text.includes(plain(near)));
    return around < 0 ? [] : [{ node, around }];
  });
  return sized.sort((a, b) => a.around - b.around)[nth]?.node;
}

function innermost(nodes: Node[]): Node[] {
  const outer = new Set(nodes.flatMap((node) => [...node.outwards()].slice(1)));
  return nodes.filter((node) => !outer.has(node));
}

/** Writes `value` at a path of setData: `root.cn.[0].v`, `root.cn[0]`. */
export function writeAt(target: Record<string, unknown>, route: string, value: unknown): void {
  const steps = route.split(/[.[\]]+/).filter((step) => step !== '');
  let place = target;
  for (const [at, step] of steps.slice(0, -1).entries()) {
    if (typeof place[step] !== 'object' || place[step] === null) place[step] = /^\d+$/.test(steps[at + 1] ?? '') ? [] : {};
    place = place[step] as Record<string, unknown>;
  }
  place[steps[steps.length - 1] ?? ''] = value;
}
