import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { World } from '../state/world';
import { answerText, isSigned, readAuthorization, requestText, signed } from './crypto';
import { bodyOfError, PayError } from './pay-error';
import type { PayOperation, RequestFault } from './pay-faults';

type Fields = Record<string, unknown>;

export interface PayCall {
  params: Record<string, string>;
  query: (name: string) => string;
  json: () => Fields;
}

/** An object is answered as JSON, null as 204, bytes as an unsigned file. */
export type PayHandler = (call: PayCall) => object | null | Promise<object | null>;

const WITHOUT_EFFECT: Partial<Record<RequestFault, () => PayError>> = {
  'server-error': () => new PayError(500, 'SYSTEM_ERROR', '系统异常，请稍后重试'),
  busy: () => new PayError(429, 'FREQUENCY_LIMITED', '频率超限，请降低请求频率'),
};

/** One endpoint: signed requests only, signed answers, and whatever trouble was ordered for it. */
export function payRoute(
  scope: FastifyInstance,
  world: World,
  operation: PayOperation,
  route: { method: 'GET' | 'POST'; url: string },
  handler: PayHandler,
): void {
  scope.route({
    ...route,
    handler: async (request, reply) => {
      const planned = world.pay.faults.takeForRequest(operation);
      if (planned && planned.delayMs > 0) await pause(planned.delayMs);
      const fault = planned?.fault;
      if (fault === 'bad-gateway') return reply.code(502).type('text/html').send('<html>502 Bad Gateway</html>');
      try {
        checkRequest(scope, world, request);
        const refusal = fault && WITHOUT_EFFECT[fault]?.();
        if (refusal) throw refusal;
        const result = await handler(callOf(request));
        if (fault === 'answer-lost') {
          reply.hijack();
          return void request.raw.socket.destroy();
        }
        if (fault === 'server-error-after') throw new PayError(500, 'SYSTEM_ERROR', '系统异常，请稍后重试');
        if (Buffer.isBuffer(result)) return reply.type('application/octet-stream').send(result);
        return sendSigned(world, request, reply, result === null ? 204 : 200, result === null ? '' : JSON.stringify(result), fault);
      } catch (error) {
        return refuse(world, request, reply, error);
      }
    },
  });
}

export function answerLikePay(scope: FastifyInstance, world: World): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  scope.setNotFoundHandler((request, reply) => refuse(world, request, reply, new PayError(404, 'RESOURCE_NOT_EXISTS', '请求的资源不存在')));
  scope.setErrorHandler((error, request, reply) => refuse(world, request, reply, error));
}

function knownError(error: unknown): PayError {
  if (error instanceof PayError) return error;
  const isTheirs = Number((error as { statusCode?: unknown }).statusCode) < 500;
  return isTheirs ? new PayError(400, 'PARAM_ERROR', '请求无法识别') : new PayError(500, 'SYSTEM_ERROR', '系统异常，请稍后重试');
}

function refuse(world: World, request: FastifyRequest, reply: FastifyReply, error: unknown): unknown {
  const known = knownError(error);
  if (known.status === 500 && known !== error) request.log.error({ err: error }, 'simulated WeChat Pay failed');
  const body = bodyOfError(known, world.limits.pay.oldSpelling);
  // A caller who has not proved who they are is not answered under a signature.
  if (known.status === 401) return reply.code(401).type('application/json; charset=utf-8').send(body);
  return sendSigned(world, request, reply, known.status, body);
}

function sendSigned(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  body: string,
  fault?: RequestFault,
): FastifyReply {
  const wanted = request.headers['wechatpay-serial'];
  const { serial, privateKey } = world.pay.identity.signer(typeof wanted === 'string' ? wanted : undefined);
  const [timestamp, nonce] = [String(world.clock.seconds()), world.random.hex(32)];
  const signature = signed(answerText(timestamp, nonce, fault === 'wrong-signature' ? `${body} ` : body), privateKey);
  reply.code(status).header('request-id', world.random.alphanumeric(32).toUpperCase());
  if (fault !== 'unsigned') {
    reply.headers({
      'Wechatpay-Timestamp': timestamp,
      'Wechatpay-Nonce': nonce,
      'Wechatpay-Serial': serial,
      'Wechatpay-Signature': signature,
      'Wechatpay-Signature-Type': 'WECHATPAY2-SHA256-RSA2048',
    });
  }
  return status === 204 ? reply.send() : reply.type('application/json; charset=utf-8').send(body);
}

/** The path is signed as the platform's own host would see it, without the folder that it is simulated in. */
function checkRequest(scope: FastifyInstance, world: World, request: FastifyRequest): void {
  const { mchId, serial, merchantPublicKey } = world.pay.account;
  const url = (request.raw.url ?? '').slice(scope.prefix.length);
  const given = readAuthorization(request.headers.authorization ?? '');
  const body = bodyText(request);
  const message = requestText(request.method, url, given?.timestamp ?? '', given?.nonce_str ?? '', body);
  const fail = (issue: string): PayError =>
    new PayError(401, 'SIGN_ERROR', '签名错误，请检查后再试', {
      field: 'signature',
      location: 'authorization',
      detail: { issue },
      sign_information: {
        method: request.method,
        url: url.replace(/[?].*$/, ''),
        truncated_sign_message: message.slice(0, 60),
        sign_message_length: Buffer.byteLength(message),
      },
    });
  if (!given) throw fail('Authorization is missing or cannot be read');
  if (given.mchid !== mchId || given.serial_no.toUpperCase() !== serial.toUpperCase()) throw fail('merchant or certificate is unknown');
  const skewMs = Math.abs(world.clock.now() - Number(given.timestamp) * 1000);
  if (!(skewMs <= world.limits.pay.signatureToleranceMs)) throw fail('timestamp is out of range');
  if (!isSigned(message, given.signature, merchantPublicKey)) throw fail('sign not match');
}

function bodyText({ body }: FastifyRequest): string {
  return Buffer.isBuffer(body) ? body.toString('utf8') : '';
}

function callOf(request: FastifyRequest): PayCall {
  return {
    params: request.params as Record<string, string>,
    query: (name) => String((request.query as Record<string, unknown>)[name] ?? ''),
    json: () => {
      try {
        const value: unknown = JSON.parse(bodyText(request));
        if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
      } catch {
        // Said below.
      }
      throw new PayError(400, 'PARAM_ERROR', '请求体不是合法的 JSON');
    },
  };
}
