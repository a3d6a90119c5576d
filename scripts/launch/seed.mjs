import { must } from './command.mjs';
import { at } from './paths.mjs';
import { step } from './progress.mjs';

/**
 * Fills the configured database with the demo; answers what the seeder prints, the manifest with `--json`.
 * @param {string[]} [args]
 */
export function seed(args = []) {
  return step('写入演示数据 (seed the demo)', (report) =>
    must(
      '写入演示数据失败 (seeding failed)。',
      '原因见上。See the reason above.',
      process.execPath,
      ['--enable-source-maps', at('scripts/dist/seed/main.js'), ...args],
      { onErrorLine: report },
    ),
  );
}
