// Prints the sizes of the built mini-program's packages and fails over budget: node config/sizes.mjs [dist]
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = 800 * 1024;
const SUB = 500 * 1024;

const dist = path.resolve(process.argv[2] ?? fileURLToPath(new URL('../dist/weapp', import.meta.url)));
const { subPackages = [] } = JSON.parse(readFileSync(path.join(dist, 'app.json'), 'utf8'));
const roots = subPackages.map(({ root }) => root.replace(/\/$/, ''));

/** Everything that is uploaded; the project file and licence texts are not. */
function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) yield* files(file);
    else if (!/project\..*json$|\.LICENSE\.txt$|\.map$/.test(entry.name)) yield file;
  }
}

const sizes = new Map([['main', 0], ...roots.map((root) => [root, 0])]);
for (const file of files(dist)) {
  const within = path.relative(dist, file).split(path.sep).join('/');
  const owner = roots.find((root) => within.startsWith(`${root}/`)) ?? 'main';
  sizes.set(owner, sizes.get(owner) + statSync(file).size);
}

let over = 0;
for (const [name, size] of sizes) {
  const budget = name === 'main' ? MAIN : SUB;
  if (size > budget) over += 1;
  console.log(
    `${name.padEnd(10)} ${(size / 1024).toFixed(1).padStart(7)} KB of ${budget / 1024} KB${size > budget ? '  OVER BUDGET' : ''}`,
  );
}
const zod = [...files(dist)].filter(
  (file) => file.endsWith('.js') && /ZodError|invalid_union_discriminator/.test(readFileSync(file, 'utf8')),
);
for (const file of zod) console.log(`zod has got into ${path.relative(dist, file)}`);
process.exit(over > 0 || zod.length > 0 ? 1 : 0);
