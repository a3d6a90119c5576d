import type { FastifyRequest } from 'fastify';
import type { Person } from '../state/people';
import type { World } from '../state/world';

/** A wrong question to the control side, which unlike the platform's own answers with HTTP codes. */
export class ControlError extends Error {
  constructor(
    readonly statusCode: 400 | 404 | 409,
    message: string,
  ) {
    super(message);
  }
}

export type Input = Record<string, unknown>;

export function bodyOf(request: FastifyRequest): Input {
  const { body } = request;
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body)) throw new ControlError(400, '请求内容应为 JSON 对象');
  return body as Input;
}

export const paramOf = (request: FastifyRequest, name: string): string => (request.params as Record<string, string>)[name] ?? '';
export const queryOf = (request: FastifyRequest, name: string): string => (request.query as Record<string, string>)[name] ?? '';

export function textOf(input: Input, name: string): string {
  const value = input[name];
  if (typeof value !== 'string' || value === '') throw new ControlError(400, `${name} 应为非空文字`);
  return value;
}

export function optionalTextOf(input: Input, name: string): string | undefined {
  return input[name] === undefined || input[name] === null ? undefined : textOf(input, name);
}

export function numberOf(input: Input, name: string, usual?: number): number {
  const value = input[name] ?? usual;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new ControlError(400, `${name} 应为数字`);
  return value;
}

export function oneOf<const Choice extends string>(input: Input, name: string, choices: readonly Choice[], usual?: Choice): Choice {
  const value = (input[name] ?? usual) as Choice;
  if (!choices.includes(value)) throw new ControlError(400, `${name} 应为 ${choices.join('、')} 之一`);
  return value;
}

export function personOf(world: World, key: string): Person {
  const person = world.people.find(key) ?? (world.options.demoCodes ? world.people.behindDemoKey(key, false) : undefined);
  if (!person) throw new ControlError(404, `没有这个人：${key}`);
  return person;
}
