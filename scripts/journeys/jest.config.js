const base = require('../jest.config.js');

/**
 * Run with `npm test -- --journeys`, or `npx jest -c scripts/journeys/jest.config.js` once both builds of the mini-program are there.
 * One at a time: each file has a server and a browser of its own.
 */
module.exports = {
  ...base,
  rootDir: __dirname,
  roots: ['<rootDir>'],
  testPathIgnorePatterns: ['/node_modules/'],
  modulePathIgnorePatterns: ['/scripts/dist/'],
  maxWorkers: 1,
  testTimeout: 120_000,
};
