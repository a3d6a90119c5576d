import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { key: string; to: string; title: string; text: string; page: string; at: number };
/** What the gateway answers to one message; `lost`: it has it, and the connection ends without an answer. */
export type GatewayAnswer = { status: number; retryAfter?: number } | 'lost';

export type TestGateway = {
  url: string;
  /** Everything it has taken, in the order in which it came; a repetition of a key is one more. */
  taken: Received[];
  /** Decides about each message before it is taken; 200 without it. */
  answer: (message: Received) => GatewayAnswer | Promise<GatewayAnswer>;
  close(): Promise<void>;
};

/** Somebody else's gateway for messages, with a book of its own. */
export async function startGateway(): Promise<TestGateway> {
  const server = createServer(async (request, response) => {
    const message = { ...(JSON.parse(await textOf(request)) as Received), at: Date.now() };
    const said = await gateway.answer(message);
    if (said === 'lost') {
      gateway.taken.push(message);
      request.socket.destroy();
      return;
    }
    if (said.status < 300) gateway.taken.push(message);
    response.writeHead(said.status, said.retryAfter === undefined ? {} : { 'retry-after': String(said.retryAfter) });
    response.end(JSON.stringify({ id: `g-${message.key}` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const gateway: TestGateway = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken: [],
    answer: () => ({ status: 200 }),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return gateway;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}
