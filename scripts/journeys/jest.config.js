const base = require('../jest.config.js');

/**
 * Run with `npm test -- --journeys`, or `npx jest -c scripts/journeys/jest.config.js` once both builds of the mini-program are there.
 * Two at a time: each file has a server and a browser of its own, and waits for them about a third of the time.
 */
module.exports = {
  ...base,
  rootDir: __dirname,
  roots: ['<rootDir>'],
  testPathIgnorePatterns: ['/node_modules/'],
  modulePathIgnorePatterns: ['/scripts/dist/'],
  testTimeout: 120_000,
};
