const path = require('node:path');

/** Run with `npx jest -c miniprogram/jest.config.js` from the root. Pages and components run on small stand-ins for Taro's. */
module.exports = {
  maxWorkers: 2,
  testTimeout: 30_000,
  rootDir: __dirname,
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testEnvironment: 'jsdom',
  setupFiles: ['<rootDir>/test/setup.ts'],
  moduleNameMapper: {
    '\\.(scss|css)$': '<rootDir>/test/stubs/style.ts',
    '^@tarojs/components$': '<rootDir>/test/stubs/components.tsx',
    '^@tarojs/taro$': '<rootDir>/test/stubs/taro.ts',
    '^@nutui/nutui-react-taro/dist/es/packages/(\\w+)/index$': '<rootDir>/test/stubs/kit.tsx',
    '^@nutui/.*/style/css$': '<rootDir>/test/stubs/style.ts',
    '^@/(.*)$': '<rootDir>/src/$1',
    '^@dianquan/shared/(.*)$': path.resolve(__dirname, '../shared/src/$1.ts'),
    '^(\\.{1,2}/.*)\\.js$': ['$1', '$1.js'],
  },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } },
        module: { type: 'commonjs' },
      },
    ],
  },
};
