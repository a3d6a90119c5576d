const { createRequire } = require('node:module');
const { default: Runtime } = require('jest-runtime');

/** Published as ES modules only; compiled like our own files, so that plain Jest can load them. */
const ESM_ONLY = [
  'content-disposition',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  'peek-readable',
  '@tokenizer',
  '@borewit',
];
/** The large ones. They take objects of another realm for what they are; a library that asks `instanceof Object` does not. */
const OUTSIDE = [
  '@fastify',
  '@nestjs',
  'fast-check',
  'fastify',
  'iconv-lite',
  'mysql2',
  'pinyin-pro',
  'pino',
  'qrcode',
  'reflect-metadata',
  'rxjs',
  'sharp',
  'typeorm',
  'undici',
  'zod',
];
const IS_OUTSIDE = new RegExp(`^(?:${OUTSIDE.join('|')})(?:/|$)`);

/**
 * Jest evaluates every module anew for each spec file. For our own that is what keeps the files apart; for the thousand
 * modules of the frameworks it was most of the time of the server's specs. So they are asked of the worker's own
 * `require`, and a worker loads each of them once.
 */
module.exports = class OutsideRuntime extends Runtime {
  requireModuleOrMock(from, name) {
    return IS_OUTSIDE.test(name) ? createRequire(from)(name) : super.requireModuleOrMock(from, name);
  }
};
module.exports.ESM_ONLY = ESM_ONLY;
