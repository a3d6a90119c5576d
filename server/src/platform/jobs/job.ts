import 'reflect-metadata';
import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/database';

export type JobStatus = 'waiting' | 'running' | 'done' | 'dead';

/** What a handler gets. */
export interface RunningJob<Payload = Record<string, unknown>> {
  readonly id: number;
  readonly topic: string;
  readonly payload: Payload;
  /** What the last committed checkpoint left, or null. */
  readonly state: Record<string, unknown> | null;
  /** 1 on the first try; starts again at 1 with every checkpoint. */
  readonly attempts: number;
  /** The process is going down: finish the chunk and return `'again'`. */
  readonly stopping: boolean;
  /** Saves the cursor in the chunk's own transaction and prolongs the lease; throws `LeaseLost` when someone else has taken over. */
  checkpoint(tx: Tx, state: object, progress?: { done: number; total?: number }): Promise<void>;
  /** Prolongs the lease between checkpoints. A handler that is silent for longer than the lease is run a second time. */
  renew(): Promise<void>;
}

/** `'again'`: not finished, to be continued from the state by whoever claims it next. */
export interface JobRun {
  // biome-ignore lint/suspicious/noConfusingVoidType: most handlers are plain async methods
  run(job: RunningJob): Promise<'again' | undefined | void>;
}

const TOPIC = Symbol('job-topic');

/** On a provider class with `run(job)`; its docstring says what makes it idempotent. */
export function JobHandler(topic: string): ClassDecorator {
  return (target) => {
    Reflect.defineMetadata(TOPIC, topic, target);
    Injectable()(target);
  };
}

export function topicOf(owner: object): string | undefined {
  return Reflect.getOwnMetadata(TOPIC, owner);
}

/** Another runner has taken the job over; the handler must stop and its transaction roll back. */
export class LeaseLost extends Error {
  constructor(id: number) {
    super(`job ${id} has been taken over`);
    this.name = 'LeaseLost';
  }
}

/** Thrown by a handler when trying again cannot help: the job goes to the dead letters at once. */
export class GiveUp extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'GiveUp';
  }
}

/** How a job stands, for those who wait for it. */
export interface JobView {
  id: number;
  topic: string;
  status: JobStatus;
  done: number | null;
  total: number | null;
  attempts: number;
  /** Why it failed last; kept when it is dead. */
  reason: string | null;
  createdAt: number;
  finishedAt: number | null;
}
