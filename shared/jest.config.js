/** The pure rules: no database, no server. */
module.exports = {
  testTimeout: 30_000,
  rootDir: __dirname,
  roots: ['<rootDir>/src'],
  testEnvironment: 'node',
  moduleNameMapper: { '^@dianquan/shared/(.*)$': '<rootDir>/src/$1.ts', '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }] },
};
