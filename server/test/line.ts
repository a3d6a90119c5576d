import { connect, createServer, type Server, type Socket } from 'node:net';

/** A way to the database that can be cut, or go silent so that whatever is said on it is swallowed. */
export class Line {
  private readonly sockets = new Set<Socket>();
  private server: Server | undefined;
  private port = 0;
  silent = false;
  /** What the database says is swallowed, what is said to it arrives. */
  deaf = false;
  /** Sees what is asked, and on which connection, before it is passed on. */
  onAsk: ((bytes: Buffer, connection: Socket) => void) | null = null;

  constructor(private readonly target: URL) {}

  /** @returns the address that leads through this line, the same each time */
  async open(): Promise<string> {
    const server = createServer((client) => {
      const upstream = connect(Number(this.target.port), this.target.hostname);
      for (const [from, to] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        this.sockets.add(from);
        from.on('data', (bytes) => {
          if (from === client) this.onAsk?.(bytes, client);
          if (!this.silent && !(this.deaf && from === upstream)) to.write(bytes);
        });
        from.on('error', () => to.destroy());
        from.on('close', () => {
          this.sockets.delete(from);
          to.destroy();
        });
      }
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.server = server;
    this.port = (server.address() as { port: number }).port;
    const url = new URL(this.target);
    url.port = String(this.port);
    return url.href;
  }

  /** Connections are reset and new ones refused, until it is opened again. */
  async cut(): Promise<void> {
    const closed = new Promise((resolve) => (this.server ? this.server.close(resolve) : resolve(undefined)));
    for (const socket of this.sockets) socket.resetAndDestroy();
    this.sockets.clear();
    await closed;
  }
}
