import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { at } from './paths.mjs';
import { Problem } from './problem.mjs';
import { sources } from './stamp.mjs';

/**
 * Compiles folders of a workspace into its dist/, which keeps their shape (src/x.ts → dist/src/x.js), so that relative
 * imports and file look-ups mean the same before and after. The old dist/ stays until the new one is whole.
 * @param {string} workspace
 * @param {string[]} folders
 */
export async function compile(workspace, folders) {
  const { transformFile } = await import('@swc/core');
  const next = at('node_modules/.dianquan', `${workspace}.${process.pid}`);
  rmSync(next, { recursive: true, force: true });
  const files = folders.flatMap((folder) => sources(at(workspace, folder))).filter((file) => path.dirname(file) !== at(workspace));
  try {
    await Promise.all(
      files.map(async (file) => {
        const place = path.join(next, path.relative(at(workspace), file));
        mkdirSync(path.dirname(place), { recursive: true });
        if (file.endsWith('.d.ts')) return;
        if (!file.endsWith('.ts')) {
          copyFileSync(file, place);
          return;
        }
        const target = place.replace(/\.ts$/, '.js');
        const { code, map } = await transformFile(file, {
          configFile: at('server/.swcrc'),
          sourceFileName: path.relative(path.dirname(target), file),
        });
        writeFileSync(target, `${code}\n//# sourceMappingURL=${path.basename(target)}.map\n`);
        writeFileSync(`${target}.map`, map ?? '{}');
      }),
    );
    replace(next, at(workspace, 'dist'));
  } catch (error) {
    throw new Problem(`编译 ${workspace} 失败 (compiling ${workspace} failed)。`, {
      hint: '源码有语法错误，见上。The source has a fault, see above.',
      log: error instanceof Error ? error.message : String(error),
    });
  } finally {
    rmSync(next, { recursive: true, force: true });
  }
}

/** @param {string} next @param {string} place */
export function replace(next, place) {
  const old = `${place}.old.${process.pid}`;
  if (existsSync(place)) renameSync(place, old);
  renameSync(next, place);
  rmSync(old, { recursive: true, force: true });
}
