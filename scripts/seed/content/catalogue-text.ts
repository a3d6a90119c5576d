/** `name | drawing | units | price | specs | brands`: one kind of goods, that several brands make in the same sizes. */
export type Kind = {
  name: string;
  drawing: string;
  baseUnit: string;
  units: { name: string; factor: number }[];
  /** Yuan for one base unit: of the first size, of the last. */
  price: [number, number];
  specs: string[];
  brands: string[];
};
export type Branch = { name: string; kinds: Kind[]; below: Branch[] };
/** A trade's whole tree; `also` are brands that some of its kinds come in besides. */
export type Root = Branch & { code: string; also: string[] };

/** `# 电动工具 DG`, `also: brands`, then `##` and `###` for the levels below. */
export function parseRoot(file: string, text: string): Root {
  let root: Root | null = null;
  const open: Branch[] = [];
  for (const line of text.split('\n').map((one) => one.trim())) {
    const [, marks, title] = /^(#+) (.+)$/.exec(line) ?? [];
    if (marks && title) {
      const branch: Branch = { name: marks.length === 1 ? title.split(' ')[0]! : title, kinds: [], below: [] };
      if (marks.length === 1) root = { ...branch, code: title.split(' ')[1]!, also: [] };
      else open[marks.length - 2]!.below.push(branch);
      open.splice(marks.length - 1, open.length, marks.length === 1 ? root! : branch);
    } else if (line.startsWith('also: ')) root!.also = line.slice(6).split(' ');
    else if (line) open.at(-1)!.kinds.push(parseKind(file, line));
  }
  if (!root) throw new Error(`catalogue/${file}.md has no root`);
  return root;
}

function parseKind(file: string, line: string): Kind {
  const [name, drawing, units, price, specs, brands, more] = line.split('|').map((cell) => cell.trim());
  if (!name || !drawing || !units || !price || !specs || !brands || more) throw new Error(`catalogue/${file}.md: ${line}`);
  const [baseUnit = '', ...larger] = units.split(' ');
  const [from = 0, to = from] = price.split('~').map(Number);
  return {
    name,
    drawing,
    baseUnit,
    units: larger.map((one) => ({ name: one.replace(/\d+$/, ''), factor: Number(/\d+$/.exec(one)?.[0]) })),
    price: [from, to],
    specs: specs.split('、'),
    brands: brands.split(' '),
  };
}

export const kindsOf = (branch: Branch): Kind[] => [...branch.kinds, ...branch.below.flatMap(kindsOf)];
