const { createRequire } = require('node:module');
const path = require('node:path');
const { default: Runtime } = require('jest-runtime');
require('./outside-sources.js');

const ROOT = path.resolve(__dirname, '../..');

/** The large ones. They take objects of another realm for what they are; a library that asks `instanceof Object` does not. */
const LIBRARIES = [
  '@fastify',
  '@nestjs',
  'fast-check',
  'fastify',
  'mysql2',
  'pino',
  'reflect-metadata',
  'sharp',
  'typeorm',
  'undici',
  'zod',
];
const IS_LIBRARY = new RegExp(`^(?:${LIBRARIES.join('|')})(?:/|$)`);
/** What is tested: it keeps nothing of one spec file for the next but what it declares once. Helpers of tests stay inside. */
const IS_SOURCE = new RegExp(`^${ROOT}/(?:server/(?:src|migrations)|shared/src|scripts/wechat-simulator(?!/testing/))/(?!.*\\.spec\\.)`);

/**
 * Jest evaluates every module anew for each spec file. For the some two thousand modules of the frameworks and of the server that
 * was most of the time of the specs. So they are asked of the worker's own `require`, and a worker loads each of them once.
 */
module.exports = class OutsideRuntime extends Runtime {
  requireModuleOrMock(from, name) {
    if (IS_LIBRARY.test(name)) return createRequire(from)(name);
    if (!/^[./]|^@dianquan\//.test(name)) return super.requireModuleOrMock(from, name);
    const file = createRequire(from).resolve(name);
    return IS_SOURCE.test(file) ? require(file) : super.requireModuleOrMock(from, name);
  }
};
