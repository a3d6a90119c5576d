const { spawnSync } = require('node:child_process');
const { readdirSync, readFileSync } = require('node:fs');
const { join } = require('node:path');

const swc = JSON.parse(readFileSync(join(__dirname, '.swcrc'), 'utf8'));

/** `x.mariadb.spec.ts` and `x.sqlite.spec.ts` are about one engine only; all others run on both. */
const FOREIGN = { sqlite: 'mariadb', mariadb: 'sqlite' };

/**
 * What boots neither the application nor a database is the same on both engines, and hostile input is refused before a database
 * is asked: these run once, on the stricter of the engines that are there.
 */
const ONCE = readdirSync(join(__dirname, 'src'), { recursive: true })
  .filter((file) => /^[^.]+\.spec\.ts$/.test(file))
  .filter((file) => file === 'hostile-input.spec.ts' || !/from '[./]+\/test\//.test(readFileSync(join(__dirname, 'src', file), 'utf8')))
  .map((file) => `/src/${file.replaceAll('.', '\\.')}$`);
const hasMariadb = Boolean(process.env.TEST_DATABASE_URL);
/** `x.redis.spec.ts` is about Redis only. CI has to have one: there these fail without it. */
const hasRedis = Boolean(process.env.CI) || spawnSync('redis-server', ['--version']).status === 0;
if (!hasRedis) console.warn('没有 redis-server，不测 Redis 的部分。The specs on Redis are not part of this run: there is no redis-server.');

const project = (displayName) => ({
  displayName,
  rootDir: __dirname,
  testEnvironment: require.resolve('../scripts/testing/outside-environment.js'),
  runtime: require.resolve('../scripts/testing/outside-runtime.js'),
  testMatch: ['<rootDir>/{src,test,migrations}/**/*.spec.ts'],
  testPathIgnorePatterns: [
    '/node_modules/',
    '/dist/',
    `\\.${FOREIGN[displayName]}\\.spec\\.ts$`,
    ...(displayName === 'sqlite' && hasMariadb ? ONCE : []),
    ...(hasRedis ? [] : ['\\.redis\\.spec\\.ts$']),
  ],
  globals: { TEST_ENGINE: displayName },
  moduleNameMapper: {
    '^@dianquan/shared/(.*)$': '<rootDir>/../shared/src/$1',
    '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1.ts'],
  },
  transform: {
    '^.+\\.[tj]s$': ['@swc/jest', { ...swc, swcrc: false, sourceMaps: 'inline', module: { type: 'commonjs' } }],
  },
});

module.exports = {
  projects: hasMariadb ? [project('sqlite'), project('mariadb')] : [project('sqlite')],
  maxWorkers: 2,
  // A worker keeps some of every file that it has run; without an end to that, most of its time goes into collecting garbage.
  workerIdleMemoryLimit: '1200MB',
  testTimeout: 60_000,
};
