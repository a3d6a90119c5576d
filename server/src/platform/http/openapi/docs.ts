import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { pageHeaders } from '../security-headers';

const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js'];
const START = `window.onload = () => SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#reader', deepLinking: true, validatorUrl: null });`;
const PAGE = `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>店圈 API</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="reader"></div><script src="/api/docs/swagger-ui-bundle.js"></script><script>${START}</script></body>
</html>`;

/** The OpenAPI document, made when first asked for, and a reader for it: both from this server alone. */
export async function serveDocs(fastify: FastifyInstance, document: () => object): Promise<void> {
  const headers = pageHeaders([START]);
  let text: string | undefined;
  fastify.get('/api/openapi.json', (_request, reply) => {
    text ??= JSON.stringify(document());
    return reply.type('application/json; charset=utf-8').send(text);
  });
  const root = dirname(require.resolve('swagger-ui-dist/package.json'));
  await fastify.register(fastifyStatic, { root, serve: false });
  fastify.get('/api/docs', (_request, reply) => reply.headers(headers).type('text/html; charset=utf-8').send(PAGE));
  for (const name of FILES) {
    fastify.get(`/api/docs/${name}`, (_request, reply) =>
      reply.headers({ ...headers, 'cache-control': 'public, max-age=86400' }).sendFile(name, { cacheControl: false }),
    );
  }
}
