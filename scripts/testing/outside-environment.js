require('reflect-metadata');
const { TestEnvironment } = require('jest-environment-node');

/** Where libraries come from the worker itself (see outside-runtime.js). */
module.exports = class OutsideEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    // Metadata that our classes leave with `Reflect` must be found by the libraries, which have the worker's; so must
    // the types that it names.
    Object.assign(this.global, { Reflect, String, Number, Boolean, Date });
  }

  async teardown() {
    // TypeORM keeps every decorated class for ever; those of this file's classes go with it.
    delete globalThis.typeormMetadataArgsStorage;
    await super.teardown();
  }
};
