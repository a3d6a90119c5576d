import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { throughTrouble } from './call-trouble';
import { PlatformError } from './platform-error';
import type { World } from './state/world';

export type Host = 'api' | 'qyapi';
export type Fields = Record<string, unknown>;

export interface Call {
  query: (name: string) => string;
  /** The address of the caller, for limits that count by it. */
  ip: string;
  /** The JSON object of the body; 44002 without one, 47001 when it is anything else. */
  json: () => Fields;
  reply: FastifyReply;
}

const TOKEN_EXPIRED = 42001;

export type Handler = (call: Call) => object | Promise<object>;

/** One endpoint of the platform. Whatever goes wrong, the answer is HTTP 200 with a code in it, unless other trouble was ordered. */
export function platformRoute(
  scope: FastifyInstance,
  world: World,
  host: Host,
  method: 'GET' | 'POST',
  path: string,
  handler: Handler,
): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    try {
      const trouble = world.faults.take(path);
      const call = callOf(request, reply);
      if (trouble?.errcode === TOKEN_EXPIRED) world.tokens.expire(call.query('access_token'));
      const outcome = await throughTrouble(trouble, { request, reply }, async () => handler(call));
      return outcome ? outcome.answer : reply;
    } catch (error) {
      if (!(error instanceof PlatformError)) request.log.error({ err: error, path }, 'simulator handler failed');
      return refusal(world, host, error instanceof PlatformError ? error : new PlatformError(-1), request.ip);
    }
  };
  scope.route({ method, url: path, handler: answer });
  if (method === 'POST') scope.get(path, async (request) => refusal(world, host, new PlatformError(43302), request.ip));
}

/** Bodies reach the handlers as raw bytes: the platform judges them itself, and its verdict is never a 4xx. */
export function answerLikeThePlatform(scope: FastifyInstance, world: World, host: Host): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  scope.setNotFoundHandler(async (request, reply) => {
    reply.code(200);
    return refusal(world, host, new PlatformError(world.limits.unverifiedCodes.unknownPath), request.ip);
  });
  scope.setErrorHandler(async (_error, request, reply) => {
    reply.code(200);
    return refusal(world, host, new PlatformError(47001), request.ip);
  });
}

export function refusal(world: World, host: Host, error: PlatformError, ip: string): { errcode: number; errmsg: string } {
  const seconds = world.clock.seconds();
  const trail =
    host === 'api'
      ? `rid: ${seconds.toString(16)}-${world.random.hex(8)}-${world.random.hex(8)}`
      : `hint: [${seconds}_${world.random.hex(32)}], from ip: ${ip}, more info at https://open.work.weixin.qq.com/devtool/query?e=${error.errcode}`;
  return { errcode: error.errcode, errmsg: `${error.text}, ${trail}` };
}

function callOf(request: FastifyRequest, reply: FastifyReply): Call {
  const query = request.query as Record<string, string | string[] | undefined>;
  return {
    ip: request.ip,
    reply,
    query: (name) => {
      const value = query[name];
      return (Array.isArray(value) ? value.at(-1) : value) ?? '';
    },
    json: () => jsonBody(request),
  };
}

function jsonBody(request: FastifyRequest): Fields {
  const { body } = request;
  if (!Buffer.isBuffer(body) || body.length === 0) throw new PlatformError(44002);
  if (/form-urlencoded|multipart/i.test(request.headers['content-type'] ?? '')) throw new PlatformError(47001);
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    throw new PlatformError(47001);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new PlatformError(47001);
  return parsed as Fields;
}
