import './launch/node-version.mjs';

const { run } = await import('./launch/problem.mjs');
const { test } = await import('./launch/test.mjs');
await run(() => test(process.argv.slice(2)));
