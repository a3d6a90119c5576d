import './launch/node-version.mjs';

const { run } = await import('./launch/problem.mjs');
const { runBuilt } = await import('./launch/run-built.mjs');
await run(() => runBuilt('launch/first-admin.js', process.argv.slice(2)));
