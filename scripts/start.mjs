import './launch/node-version.mjs';

const { run } = await import('./launch/problem.mjs');
const { start } = await import('./launch/start.mjs');
await run(start);
