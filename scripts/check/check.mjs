import { buildNode } from '../launch/build.mjs';
import { close } from '../launch/closing-line.mjs';
import { endChildrenWithUs, execute } from '../launch/command.mjs';
import { install } from '../launch/install.mjs';
import { at } from '../launch/paths.mjs';
import { elapsed } from '../launch/progress.mjs';
import { Parts } from './parts.mjs';
import { readText } from './text.mjs';

const CRUISED = ['server/src', 'server/migrations', 'server/test', 'shared/src', 'miniprogram/src', 'miniprogram/config', 'scripts'];

/**
 * `npm run check`: format, lint, floors, types, text. `npm run check -- audit`: the hash chain of the audit log instead.
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function check(args) {
  endChildrenWithUs();
  await install();
  await buildNode();
  if (args[0] === 'audit') return (await execute(process.execPath, [at('scripts/dist/check/audit.js')], { show: true })).code;

  const startedAt = Date.now();
  const parts = new Parts(2);
  parts.add('format and lint', tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.'));
  parts.add('floors and cycles', cruise('dependency-cruiser.cjs', CRUISED));
  parts.add('bundle without zod', cruise('runtime-imports.cjs', ['miniprogram/src']));
  parts.add('text of the sources', async () => readText());
  parts.add('types of server', types('server/tsconfig.json'));
  parts.add('types of miniprogram', types('miniprogram/tsconfig.json'));
  parts.add('types of scripts', types('scripts/tsconfig.json'));
  // What shared compiles to has no specs in it.
  parts.add('types of shared', types('config/lint/shared-specs.json'));
  const counts = await parts.run();
  console.log(`\n${elapsed(startedAt)}`);
  return close('check', counts);
}

/** What was checked before and has not changed is not checked again. @param {string} project */
function types(project) {
  const memory = at('node_modules/.dianquan', `${project.replaceAll('/', '-')}.tsbuildinfo`);
  return tool('typescript/bin/tsc', '-p', project, '--noEmit', '--incremental', '--tsBuildInfoFile', memory);
}

/** @param {string} config @param {string[]} folders */
function cruise(config, folders) {
  return tool('dependency-cruiser/bin/dependency-cruise.mjs', '--config', `config/lint/${config}`, ...folders);
}

/**
 * @param {string} bin below node_modules
 * @param {string[]} args
 * @returns {() => Promise<import('./parts.mjs').Finding>}
 */
function tool(bin, ...args) {
  return async () => {
    const { code, output } = await execute(process.execPath, [at('node_modules', bin), ...args]);
    return { ok: code === 0, text: code === 0 ? '' : output };
  };
}
