import 'reflect-metadata';
import { Injectable } from '@nestjs/common';

const MARKS = Symbol('scheduled');

interface ScheduledMark {
  name: string;
  everyMs: number;
  method: string;
}

/** On a method of a provider, or on a provider class with `run()`: done by one process every so often. */
export function Scheduled(name: string, options: { everyMs: number }): MethodDecorator & ClassDecorator {
  return (target: object, property?: string | symbol) => {
    const owner = property === undefined ? target : target.constructor;
    Reflect.defineMetadata(MARKS, [...schedulesOf(owner), { name, everyMs: options.everyMs, method: String(property ?? 'run') }], owner);
    if (property === undefined) Injectable()(target as new () => unknown);
  };
}

export function schedulesOf(owner: object): ScheduledMark[] {
  return Reflect.getOwnMetadata(MARKS, owner) ?? [];
}
