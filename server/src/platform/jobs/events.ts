import 'reflect-metadata';
import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { Tx } from '../database/database';

type EventClass<Event extends object = object> = abstract new (...args: never[]) => Event;
type Subscriber = (event: object, tx: Tx) => Promise<void>;

interface EventMark {
  event: EventClass;
  method: string;
}

const MARKS = Symbol('on-event');

/** On a method `(event, tx) => Promise<void>` of a provider: runs inside the publisher's transaction. */
export function OnEvent<Event extends object>(event: EventClass<Event>) {
  return (target: object, method: string, _: TypedPropertyDescriptor<(event: Event, tx: Tx) => Promise<void>>): void => {
    const marks: EventMark[] = Reflect.getOwnMetadata(MARKS, target.constructor) ?? [];
    Reflect.defineMetadata(MARKS, [...marks, { event, method }], target.constructor);
  };
}

/** How a lower floor tells a higher one. Part of the same transaction: if a subscriber throws, nothing has happened. */
@Injectable()
export class Events {
  private subscribers: Map<EventClass, Subscriber[]> | null = null;

  constructor(private readonly discovery: DiscoveryService) {}

  async publish(tx: Tx, event: object): Promise<void> {
    this.subscribers ??= this.discover();
    for (const subscriber of this.subscribers.get(event.constructor as EventClass) ?? []) await subscriber(event, tx);
  }

  private discover(): Map<EventClass, Subscriber[]> {
    const found = new Map<EventClass, Subscriber[]>();
    for (const { instance, metatype } of this.discovery.getProviders()) {
      if (!instance || typeof metatype !== 'function') continue;
      for (const { event, method } of (Reflect.getOwnMetadata(MARKS, metatype) ?? []) as EventMark[]) {
        const call = (instance as Record<string, Subscriber>)[method] as Subscriber;
        found.set(event, [...(found.get(event) ?? []), call.bind(instance)]);
      }
    }
    return found;
  }
}
