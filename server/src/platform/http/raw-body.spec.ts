import fastify, { type FastifyInstance } from 'fastify';
import pino from 'pino';
import { readEnv } from '../config/env';
import { prepare } from './fastify';

describe('the body of a request', () => {
  let server: FastifyInstance;
  beforeEach(async () => {
    server = fastify();
    await prepare(server, readEnv({}), pino({ level: 'silent' }));
    for (const url of ['/api/wechat-pay/payments', '/api/orders']) server.post(url, async ({ rawBody, body }) => ({ rawBody, body }));
  });
  afterEach(() => server.close());

  const post = async (url: string, payload: string) =>
    (await server.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json' } })).json();

  it('is kept byte for byte where a signature is over it, and nowhere else', async () => {
    const text = '{ "id": "EV-1",\n "summary": "支付成功 🔧", "n": 1.0 }';
    expect(await post('/api/wechat-pay/payments', text)).toEqual({ rawBody: text, body: { id: 'EV-1', summary: '支付成功 🔧', n: 1 } });
    expect(await post('/api/orders', text)).toMatchObject({ rawBody: null });
  });
});
