import Fastify, { type FastifyInstance } from 'fastify';

export interface Received {
  query: Record<string, string>;
  contentType: string;
  body: string;
}

/** The server at the other end of the message push, and of the pictures to be checked. */
export class MessageUrl {
  readonly received: Received[] = [];
  answers: { status?: number; body?: string; hang?: boolean }[] = [];
  pictures: Record<string, Buffer> = {};
  echo: (given: string) => string = (given) => given;
  private readonly app: FastifyInstance = Fastify({ forceCloseConnections: true });
  address = '';

  async start(): Promise<this> {
    this.app.removeAllContentTypeParsers();
    this.app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    this.app.get('/push', async (request) => this.echo((request.query as Record<string, string>).echostr ?? ''));
    this.app.post('/push', async (request, reply) => {
      const contentType = request.headers['content-type'] ?? '';
      this.received.push({ query: request.query as Record<string, string>, contentType, body: String(request.body) });
      const { status = 200, body = 'success', hang = false } = this.answers.shift() ?? {};
      if (hang) return reply.hijack();
      return reply.code(status).send(body);
    });
    this.app.get('/pictures/:name', async (request, reply) => {
      const picture = this.pictures[(request.params as { name: string }).name];
      return picture ? reply.type('image/png').send(picture) : reply.code(404).send('none');
    });
    this.address = await this.app.listen({ port: 0, host: '127.0.0.1' });
    return this;
  }

  stop(): Promise<void> {
    return this.app.close();
  }
}
