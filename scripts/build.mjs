import './launch/node-version.mjs';

const { run } = await import('./launch/problem.mjs');
const { endChildrenWithUs } = await import('./launch/command.mjs');
const { install } = await import('./launch/install.mjs');
const { buildNamed } = await import('./launch/build.mjs');

await run(async () => {
  endChildrenWithUs();
  await install();
  await buildNamed(process.argv.slice(2));
});
