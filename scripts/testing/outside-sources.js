const { readFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { transformSync } = require('@swc/core');

const ROOT = path.resolve(__dirname, '../..');
const SWC = { ...JSON.parse(readFileSync(path.join(ROOT, 'server/.swcrc'), 'utf8')), swcrc: false, sourceMaps: 'inline' };
/** What the packages of the house mean while they are tested: their sources, not what was built last. */
const PACKAGES = [
  [/^@dianquan\/server\/(migrations\/.*)$/, path.join(ROOT, 'server/$1')],
  [/^@dianquan\/server\/(.*)$/, path.join(ROOT, 'server/src/$1')],
  [/^@dianquan\/shared\/(.*)$/, path.join(ROOT, 'shared/src/$1')],
];

/** Lets this process `require` the TypeScript of the house, by the names that its imports use. */
Module._extensions['.ts'] = (module, filename) => {
  module._compile(transformSync(readFileSync(filename, 'utf8'), { ...SWC, filename }).code, filename);
};

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const found = PACKAGES.find(([pattern]) => pattern.test(request));
  const name = found ? request.replace(...found) : request;
  // Sources name the file that a source becomes.
  if (/^[./].*\.js$/.test(name)) {
    try {
      return resolve.call(this, name.replace(/\.js$/, '.ts'), ...rest);
    } catch {}
  }
  return resolve.call(this, name, ...rest);
};
