import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { ERRORS, type ErrorBody } from '@dianquan/shared/errors';
import multipart from '@fastify/multipart';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import fastify, { type ConnectionError, type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Logger } from 'pino';
import type { Env } from '../config/env';
import { Invalid, Unavailable } from '../errors';
import type { Actor } from './actor';
import { answerError } from './error.filter';
import type { OperationMeta } from './operation';
import { API_HEADERS, HSTS } from './security-headers';

declare module 'fastify' {
  interface FastifyRequest {
    /** Both are set by the guard; null until then, and for what is no operation. */
    actor: Actor | null;
    operation: OperationMeta | null;
    /** The body as it came, of notices of payment only: their signature is over every byte of it. */
    rawBody: string | null;
  }
}

const JSON_LIMIT = 1024 * 1024;
const DISCARD_MS = 2_000;
const SIGNED_BODIES = '/api/wechat-pay/';
/** Sheets and pictures come over slow phone lines; everything else is small. */
const REQUEST_TIMEOUT_MS = 120_000;

export function createAdapter(env: Env, logger: Logger): FastifyAdapter {
  let count = 0;
  const boot = Date.now().toString(36);
  const instance = fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    // A logger for each request would cost more than its line in the log; the few lines that speak of a request name it themselves.
    childLoggerFactory: (all) => all,
    genReqId: () => `${boot}-${(++count).toString(36)}`,
    trustProxy: env.trustProxy,
    bodyLimit: JSON_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    // A closing server answers new requests itself, in the shape of our refusals.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 200 },
    clientErrorHandler: refuseNoHttp,
    frameworkErrors: (_error, request, reply) => {
      answerError(new Invalid({ field: '', rule: 'format', zh: '请求地址无法识别' }), request, reply);
    },
  });
  // Nest has a Fastify of its own beside ours, alike at run time. No Nest middleware is used, so what carries it is left out.
  return new FastifyAdapter(Object.assign(instance, { skipMiddie: true }) as never);
}

/** Not even a request: answered on the bare socket, in the shape of our refusals. */
function refuseNoHttp(error: ConnectionError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code = error.code === 'HPE_HEADER_OVERFLOW' ? 'too_large' : 'invalid';
  const status = code === 'too_large' ? '431 Request Header Fields Too Large' : '400 Bad Request';
  const body: ErrorBody = { code, message: ERRORS[code].zh, details: null, requestId: '' };
  const text = JSON.stringify(body);
  const headers = `Content-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(text)}\r\nConnection: close`;
  socket.end(`HTTP/1.1 ${status}\r\n${headers}\r\n\r\n${text}`);
}

/** What every request passes before and after its handler. Hooks instead of interceptors, which cost more than all the rest together. */
export async function prepare(server: FastifyInstance, env: Env, requests: Logger): Promise<{ stop(): void }> {
  let isStopping = false;
  const headers = env.publicUrl.startsWith('https:') ? { ...API_HEADERS, ...HSTS } : API_HEADERS;
  server.decorateRequest('actor', null);
  server.decorateRequest('operation', null);
  server.decorateRequest('rawBody', null);
  server.addHook('onRequest', (request, reply, done) => {
    if (request.raw.url?.startsWith('/api')) reply.headers(headers);
    reply.header('x-request-id', request.id);
    if (isStopping) reply.header('connection', 'close');
    done(isStopping ? new Unavailable() : undefined);
  });
  server.addHook('onResponse', (request, reply, done) => {
    const { operation, actor } = request;
    // By operation and not by address: addresses hold codes, phone numbers and signatures.
    const op = operation?.id ?? (request.is404 ? 'none' : request.routeOptions.url);
    if (!request.raw.complete) discardRest(request.raw);
    requests.info({
      reqId: request.id,
      op,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      account: actor?.accountId,
    });
    done();
  });
  parseBodies(server);
  await server.register(multipart, { limits: { files: 1, fields: 10, fieldSize: 10_000, parts: 12, headerPairs: 50 } });
  return {
    stop: () => {
      isStopping = true;
    },
  };
}

/** Answered before all of it had arrived: takes the rest so that the client gets to read the answer, but not for ever. */
function discardRest(message: IncomingMessage): void {
  message.unpipe();
  message.resume();
  const timer = setTimeout(() => message.destroy(), DISCARD_MS).unref();
  message.once('close', () => clearTimeout(timer));
}

/** JSON, with or without a body (clients send the content type with an empty PUT too); XML as text, for the platform's notices. */
function parseBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (request.url.startsWith(SIGNED_BODIES)) request.rawBody = body as string;
    if (body === '') done(null, undefined);
    else parseJson(request, body as string, done);
  });
  server.addContentTypeParser(['text/xml', 'application/xml', 'text/plain'], { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  );
}
