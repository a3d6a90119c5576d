import { existsSync, rmSync } from 'node:fs';
import { must } from './command.mjs';
import { compile, replace } from './compile.mjs';
import { at } from './paths.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { alone, fingerprint, isFresh, remember } from './stamp.mjs';

const SEE_ABOVE = '原因见上。See the reason above.';

/**
 * @typedef {object} Build
 * @property {string} label
 * @property {string[]} inputs what it reads, from the root: unchanged means nothing to do
 * @property {string} output a file that is there when it was built
 * @property {string} [salt]
 * @property {() => Promise<unknown>} make
 */

/** @param {'h5' | 'weapp'} type @param {string} label @param {string} entry @returns {Build} */
function miniprogram(type, label, entry) {
  return {
    label,
    inputs: ['miniprogram', 'shared/src', 'package-lock.json'],
    output: `miniprogram/dist/${type}/${entry}`,
    salt: process.env.API_BASE ?? '',
    make: async () => {
      const next = `dist/.${type}.${process.pid}`;
      try {
        await must(
          `${label} 失败 (build failed)。`,
          SEE_ABOVE,
          process.execPath,
          [at('node_modules/@tarojs/cli/bin/taro'), 'build', '--type', type],
          {
            cwd: at('miniprogram'),
            env: { NODE_ENV: 'production', DIST_DIR: next },
          },
        );
        replace(at('miniprogram', next), at('miniprogram/dist', type));
      } finally {
        rmSync(at('miniprogram', next), { recursive: true, force: true });
      }
    },
  };
}

/** @type {Record<'shared' | 'server' | 'scripts' | 'h5' | 'weapp', Build>} */
const builds = {
  shared: {
    label: '编译公共约定 (build shared)',
    inputs: ['shared/src', 'shared/tsconfig.json', 'tsconfig.base.json', 'package-lock.json'],
    output: 'shared/dist/routes.js',
    make: () =>
      must('编译 shared 失败 (compiling shared failed)。', SEE_ABOVE, process.execPath, [
        at('node_modules/typescript/bin/tsc'),
        '-p',
        'shared/tsconfig.json',
      ]),
  },
  server: {
    label: '编译服务端 (build server)',
    inputs: ['server/src', 'server/migrations', 'server/.swcrc', 'package-lock.json'],
    output: 'server/dist/src/server.js',
    make: () => compile('server', ['src', 'migrations']),
  },
  scripts: {
    label: '编译工具 (build scripts)',
    inputs: ['scripts', 'server/.swcrc', 'package-lock.json'],
    output: 'scripts/dist/launch/serve.js',
    make: () => compile('scripts', ['.']),
  },
  h5: miniprogram('h5', '编译小程序网页版 (build h5)', 'index.html'),
  weapp: miniprogram('weapp', '编译微信小程序 (build weapp)', 'app.json'),
};

/**
 * Builds one thing unless it is up to date.
 * @param {keyof typeof builds} name
 */
export async function build(name) {
  const wanted = builds[name];
  const upToDate = () => existsSync(at(wanted.output)) && isFresh(name, fingerprint(wanted.inputs, wanted.salt));
  if (upToDate()) return;
  await alone(name, async () => {
    if (upToDate()) return;
    const print = fingerprint(wanted.inputs, wanted.salt);
    await step(wanted.label, wanted.make);
    remember(name, print);
  });
}

/** Everything that runs on Node. */
export async function buildNode() {
  await build('shared');
  await Promise.all([build('server'), build('scripts')]);
}

/**
 * For scripts/build.mjs.
 * @param {string[]} names
 */
export async function buildNamed(names) {
  const unknown = names.filter((name) => !(name in builds));
  const wanted = /** @type {(keyof typeof builds)[]} */ (Object.keys(builds).filter((name) => names.includes(name)));
  if (unknown.length > 0 || wanted.length === 0) {
    throw new Problem(`不认识 (unknown): ${unknown.join(' ')}`, { hint: `node scripts/build.mjs ${Object.keys(builds).join(' | ')}` });
  }
  await build('shared');
  // Each of them is the work of one processor.
  await Promise.all(wanted.filter((name) => name !== 'shared').map((name) => build(name)));
}
