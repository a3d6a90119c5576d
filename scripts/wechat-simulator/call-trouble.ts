import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PlatformError } from './platform-error';
import type { CallFault, Trouble } from './state/faults';

const HAPPENS: readonly CallFault[] = ['late', 'server-error-after', 'answer-lost', 'no-answer-after'];

/**
 * Lives through the trouble of one call. `act` does what the call asks for; it is not called when the fault keeps it from happening.
 * Answers null once the reply is out of our hands.
 */
export async function throughTrouble(
  trouble: Trouble | null,
  wire: { request: FastifyRequest; reply: FastifyReply },
  act: () => Promise<unknown>,
): Promise<{ answer: unknown } | null> {
  if (!trouble) return { answer: await act() };
  const { fault, delayMs } = trouble;
  const silent = fault === 'no-answer' || fault === 'no-answer-after';
  // A caller who has gone does not keep the process alive.
  if (!silent && delayMs > 0) await pause(delayMs, undefined, { ref: false });
  if (fault === 'refuse') throw new PlatformError(trouble.errcode);
  const answer = HAPPENS.includes(fault) ? await act() : null;
  if (fault === 'late') return { answer };
  if (fault === 'bad-gateway') wire.reply.code(502).type('text/html').send('<html>502 Bad Gateway</html>');
  else if (fault === 'server-error' || fault === 'server-error-after') wire.reply.code(500).type('text/plain').send('system error');
  else await breakOff(wire, silent ? delayMs : 0);
  return null;
}

/** Says nothing for so long, or until the caller has had enough, and hangs up. */
async function breakOff({ request, reply }: { request: FastifyRequest; reply: FastifyReply }, silenceMs: number): Promise<void> {
  reply.hijack();
  const { socket } = request.raw;
  if (silenceMs > 0) await untilClosed(socket, silenceMs);
  socket.destroy();
}

function untilClosed(socket: FastifyRequest['raw']['socket'], longest: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, longest).unref();
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
