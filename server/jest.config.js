const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const swc = JSON.parse(readFileSync(join(__dirname, '.swcrc'), 'utf8'));
/** Published as ES modules only; compiled like our own files, so that plain Jest can load them. */
const ESM_ONLY = [
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  'peek-readable',
  '@tokenizer',
  '@borewit',
  'content-disposition',
];

/** `x.mariadb.spec.ts` and `x.sqlite.spec.ts` are about one engine only; all others run on both. */
const FOREIGN = { sqlite: 'mariadb', mariadb: 'sqlite' };

const project = (displayName) => ({
  displayName,
  rootDir: __dirname,
  testEnvironment: 'node',
  testMatch: ['<rootDir>/{src,test,migrations}/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', `\\.${FOREIGN[displayName]}\\.spec\\.ts$`],
  globals: { TEST_ENGINE: displayName },
  setupFiles: ['reflect-metadata'],
  moduleNameMapper: {
    '^@dianquan/shared/(.*)$': '<rootDir>/../shared/src/$1',
    '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1.ts'],
    '^file-type$': require.resolve('file-type'),
  },
  transform: {
    '^.+\\.[tj]s$': ['@swc/jest', { ...swc, swcrc: false, sourceMaps: 'inline', module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${ESM_ONLY.join('|')})/)`],
});

module.exports = {
  projects: process.env.TEST_DATABASE_URL ? [project('sqlite'), project('mariadb')] : [project('sqlite')],
  maxWorkers: 2,
  // A worker keeps some of every file that it has run; without an end to that, most of its time goes into collecting garbage.
  workerIdleMemoryLimit: '1200MB',
  testTimeout: 60_000,
};
