import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { build } from './build.mjs';
import { endChildren, endChildrenWithUs } from './command.mjs';
import { install } from './install.mjs';
import { at } from './paths.mjs';
import { Problem } from './problem.mjs';
import { step } from './progress.mjs';
import { seed } from './seed.mjs';

const require = createRequire(import.meta.url);

/** From a fresh clone to a running demo; what was done before is not done again. */
export async function start() {
  const stopListening = endChildrenWithUs();
  const serves = process.env.ROLE !== 'worker';
  // The address is to stay in sight.
  if (process.env.NODE_ENV !== 'production') process.env.LOG_LEVEL ||= 'warn';
  if (serves) await refuseBusyPort(Number(process.env.PORT || 3000), process.env.HOST || '127.0.0.1');
  await install();
  await build('shared');
  try {
    // The data is prepared while the pages are built: two cores, two long steps.
    await Promise.all([serves && build('h5'), Promise.all([build('server'), build('scripts')]).then(prepareData)]);
  } catch (error) {
    endChildren();
    throw error;
  }
  stopListening();
  await serve();
}

async function prepareData() {
  /** @type {typeof import('./prepare.js')} */
  const { prepare } = require(at('scripts/dist/launch/prepare.js'));
  const { empty } = await step('准备数据库 (migrate)', prepare);
  if (empty && process.env.NODE_ENV !== 'production') await seed();
}

async function serve() {
  /** @type {typeof import('./serve.js')} */
  const { closeOnSignal, serve: open } = require(at('scripts/dist/launch/serve.js'));
  const serving = await step('启动服务 (start the server)', () => open());
  closeOnSignal(serving);
  if (!serving.url) console.log('\n后台任务进程已启动 (the worker is running)\n');
  else console.log(serving.demo ? `\n打开演示 (open the demo):  ${serving.demo}\n` : `\n服务地址 (listening on):  ${serving.url}\n`);
}

/**
 * Better said before minutes of building than after.
 * @param {number} port @param {string} host
 */
async function refuseBusyPort(port, host) {
  const busy = await new Promise((resolve) => {
    const socket = createServer();
    socket.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve(error.code === 'EADDRINUSE'));
    socket.listen(port, host, () => socket.close(() => resolve(false)));
  });
  if (!busy) return;
  throw new Problem(`端口 ${port} 已被占用 (port ${port} is in use)。`, {
    hint: `请先停掉占用它的程序，或换一个端口：PORT=${port + 1} npm start。Stop what uses it, or take another port: PORT=${port + 1} npm start.`,
  });
}
