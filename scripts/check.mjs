import './launch/node-version.mjs';

const { run } = await import('./launch/problem.mjs');
const { check } = await import('./check/check.mjs');
await run(() => check(process.argv.slice(2)));
