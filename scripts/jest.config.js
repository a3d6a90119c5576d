const path = require('node:path');

/** Run with `npx jest -c scripts/jest.config.js` from the root: the specs of the simulator and of the commands. */
module.exports = {
  maxWorkers: 2,
  testTimeout: 30_000,
  rootDir: __dirname,
  roots: ['<rootDir>'],
  testMatch: ['**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/', '<rootDir>/journeys/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  testEnvironment: require.resolve('./testing/outside-environment.js'),
  runtime: require.resolve('./testing/outside-runtime.js'),
  moduleNameMapper: {
    '^@dianquan/shared/(.*)$': path.resolve(__dirname, '../shared/src/$1.ts'),
    '^@dianquan/server/migrations/(.*)$': path.resolve(__dirname, '../server/migrations/$1.ts'),
    '^@dianquan/server/(.*)$': path.resolve(__dirname, '../server/src/$1.ts'),
    '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1.ts'],
  },
  transform: {
    '^.+\\.[jt]s$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
};
