require('reflect-metadata');
const { TestEnvironment } = require('jest-environment-node');

/** Where libraries and sources come from the worker itself (see outside-runtime.js). */
module.exports = class OutsideEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    // What a spec declares must be found and known by what it tests, which has the worker's: metadata and the types that they name.
    Object.assign(this.global, { Reflect, String, Number, Boolean, Date, Error, TypeError, RangeError, Map, Set });
  }
};
