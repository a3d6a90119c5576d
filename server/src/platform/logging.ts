import type { LoggerService } from '@nestjs/common';
import pino, { type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import type { Env } from './config/env';

const HIDDEN = '[hidden]';
/** Lines are written together, as bytes or after a moment; what is left is written when the process ends. */
const TOGETHER = 16_000;
const FLUSH_MS = 100;
/** Fields that never reach a log, at the top or one level down. */
const SECRET_FIELDS = [
  'authorization',
  'cookie',
  'phone',
  'purePhoneNumber',
  'phoneNumber',
  'openid',
  'unionid',
  'userid',
  'token',
  'access_token',
  'session_key',
  'sessionKey',
  'secret',
  'password',
  'js_code',
  'loginCode',
  'phoneCode',
];

const PATTERNS: [RegExp, string][] = [
  [/(?<!\d)1[3-9]\d{9}(?!\d)/g, HIDDEN],
  [/\bo[\w-]{27}(?![\w-])/g, HIDDEN],
  [/\b(Bearer )[\w.~+/-]+/gi, `$1${HIDDEN}`],
  [/\b((?:access_token|secret|corpsecret|js_code|session_key|code|token|password)["']?\s*[=:]\s*["']?)[\w.~+/-]+/gi, `$1${HIDDEN}`],
  [/(:\/\/[^:/@\s]+:)[^@\s]+@/g, `$1${HIDDEN}@`],
];

/** Takes phone numbers, openids and credentials out of a text: messages of drivers and of fetch quote what they were given. */
export function scrub(text: string): string {
  return PATTERNS.reduce((clean, [pattern, by]) => clean.replace(pattern, by), text);
}

/** Only what helps to find the fault: a driver's error also carries the statement's parameters, which are people's data. */
function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return error === undefined ? undefined : scrub(String(error));
  const { code, errno, cause } = error as Error & { code?: unknown; errno?: unknown };
  return {
    type: error.name,
    message: scrub(error.message),
    stack: scrub(error.stack ?? ''),
    ...(code === undefined ? {} : { code }),
    ...(errno === undefined ? {} : { errno }),
    ...(cause === undefined ? {} : { cause: describe(cause) }),
  };
}

export type Logs = {
  main: Logger;
  /** One line for each request. Its fields are known and hold nothing to hide, so it is spared the search for what to hide. */
  requests: Logger;
};

export function createLogs(env: Pick<Env, 'logLevel'>, stream?: DestinationStream): Logs {
  const destination = stream ?? pino.destination({ dest: 1, sync: false, minLength: TOGETHER, periodicFlush: FLUSH_MS });
  const options: LoggerOptions = {
    level: env.logLevel,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describe },
  };
  const redact = { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`]), censor: HIDDEN };
  return { main: pino({ ...options, redact }, destination), requests: pino(options, destination) };
}

/** Nest's own messages, and those of `new Logger(Name)` in services, go the same way. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  private write(level: 'debug' | 'warn' | 'error' | 'fatal', message: unknown, rest: unknown[]): void {
    const context = typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
    const err = [message, ...rest].find((one) => one instanceof Error);
    const text = message instanceof Error ? message.message : typeof message === 'string' ? message : JSON.stringify(message);
    const stack = !err && level === 'error' && rest.length > 1 ? rest[0] : undefined;
    this.logger[level]({ context, err: err ?? stack }, scrub(text ?? ''));
  }
}
