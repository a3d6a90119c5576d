import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SRC = path.resolve(__dirname, '../src');
const PAGES = ['pages', 'shop', 'sales', 'manager', 'office', 'admin'];
const LOWEST = ['components', 'platform', 'theme'];

/** Everything that a file imports, as a path below src or as the name of a package. */
function importsOf(file: string, text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s+'([^']+)'/g)].map(([, wanted = '']) => {
    if (wanted.startsWith('@/')) return wanted.slice(2);
    return wanted.startsWith('.') ? path.posix.join(path.posix.dirname(file), wanted) : wanted;
  });
}

/** What a file may not import: something above it, another feature, zod, or the platform's own network. */
function faultsOf(file: string, text: string): string[] {
  const [floor = '', room] = file.split('/');
  return importsOf(file, text).filter((wanted) => {
    const [above = '', otherRoom] = wanted.split('/');
    if (wanted === 'zod') return true;
    if (LOWEST.includes(floor)) return above === 'features' || PAGES.includes(above);
    if (floor === 'features') return PAGES.includes(above) || (above === 'features' && otherRoom !== room);
    return PAGES.includes(above) && (above !== floor || otherRoom !== room);
  });
}

function* files(folder = ''): Generator<string> {
  for (const entry of readdirSync(path.join(SRC, folder), { withFileTypes: true })) {
    const file = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) yield* files(file);
    else if (/\.tsx?$/.test(file) && !/\.spec\.tsx?$/.test(file)) yield file;
  }
}
const sources = [...files()].map((file) => ({ file, text: readFileSync(path.join(SRC, file), 'utf8') }));

describe('the floors of the mini-program', () => {
  it('hold: nothing imports what stands above it, and features do not import each other', () => {
    expect(sources.flatMap(({ file, text }) => faultsOf(file, text).map((wanted) => `${file} imports ${wanted}`))).toEqual([]);
  });

  it.each([
    ['components/row.tsx', "import { X } from '@/features/orders/api';"],
    ['platform/request.ts', "import { X } from '../pages/home/x';"],
    ['features/a/api.ts', "import { X } from '@/features/b/api';"],
    ['features/a/api.ts', "import { z } from 'zod';"],
    ['shop/post/index.tsx', "import { X } from '../../sales/shop/x';"],
  ])('catch a planted fault in %s: %s', (file, text) => {
    expect(faultsOf(file, text)).toHaveLength(1);
  });

  it('keep the contract out of the bundle: its files are imported for their types only', () => {
    const loud = sources.filter(({ text }) => /import (?!type\b)[^;]*'@dianquan\/shared\/contract\//.test(text));
    expect(loud.map(({ file }) => file)).toEqual([]);
  });

  it('leave the network to the request client: no page or feature asks by itself', () => {
    const asking = sources.filter(
      ({ file, text }) => !file.startsWith('platform/') && /Taro\.(request|uploadFile|downloadFile)\(|(?<![\w.])fetch\([^)]/.test(text),
    );
    expect(asking.map(({ file }) => file)).toEqual([]);
  });
});
