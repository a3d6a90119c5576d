import { Injectable } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { type JobRun, topicOf } from './job';
import { schedulesOf } from './scheduled';

export interface ScheduledRun {
  name: string;
  everyMs: number;
  run(): Promise<void>;
}

/** Every handler and every schedule of the application, found by their decorators. */
@Injectable()
export class JobRegistry {
  private readonly byTopic = new Map<string, JobRun>();
  private readonly byName = new Map<string, ScheduledRun>();

  handle(topic: string, handler: JobRun): void {
    if (this.byTopic.has(topic)) throw new Error(`two handlers for ${topic}`);
    this.byTopic.set(topic, handler);
  }

  schedule(scheduled: ScheduledRun): void {
    if (this.byName.has(scheduled.name)) throw new Error(`two schedules named ${scheduled.name}`);
    this.byName.set(scheduled.name, scheduled);
  }

  handlerOf(topic: string): JobRun | undefined {
    return this.byTopic.get(topic);
  }

  topics(): string[] {
    return [...this.byTopic.keys()];
  }

  schedules(): ScheduledRun[] {
    return [...this.byName.values()];
  }

  discover(discovery: DiscoveryService): void {
    for (const { instance, metatype } of discovery.getProviders()) {
      if (!instance || typeof metatype !== 'function') continue;
      const topic = topicOf(metatype);
      if (topic !== undefined) this.handle(topic, instance as JobRun);
      for (const { name, everyMs, method } of schedulesOf(metatype)) {
        this.schedule({ name, everyMs, run: () => (instance as Record<string, () => Promise<void>>)[method]?.() ?? Promise.resolve() });
      }
    }
  }
}
