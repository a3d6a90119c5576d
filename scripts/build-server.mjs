import './launch/node-version.mjs';

const { run } = await import('./launch/problem.mjs');
const { buildNode } = await import('./launch/build.mjs');
await run(buildNode);
