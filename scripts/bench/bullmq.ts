import { Queue, Worker } from 'bullmq';

const CHUNK = 1_000;
const AT_ONCE = 100;

/** Seconds that BullMQ alone takes for so many empty jobs, one for each recipient: adding, claiming and finishing them. */
export async function bullmqAlone(url: string, jobs: number): Promise<number> {
  const connection = { url, maxRetriesPerRequest: null };
  const queue = new Queue('recipients', { connection });
  await queue.waitUntilReady();
  let done = 0;
  let finished: () => void = () => undefined;
  const allDone = new Promise<void>((resolve) => {
    finished = resolve;
  });
  const worker = new Worker('recipients', async () => undefined, { connection, concurrency: AT_ONCE });
  worker.on('completed', () => {
    done += 1;
    if (done === jobs) finished();
  });
  const begin = performance.now();
  try {
    for (let first = 0; first < jobs; first += CHUNK) {
      const count = Math.min(CHUNK, jobs - first);
      await queue.addBulk(
        Array.from({ length: count }, (_, n) => ({ name: 'send', data: { memberId: first + n }, opts: { removeOnComplete: true } })),
      );
    }
    await allDone;
    return (performance.now() - begin) / 1000;
  } finally {
    await worker.close();
    await queue.close();
  }
}
