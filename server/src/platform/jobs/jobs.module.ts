import { type BeforeApplicationShutdown, type DynamicModule, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { Random } from '../ids';
import { RedisLink } from '../redis/redis-link';
import { Events } from './events';
import { ticketsForNew } from './handout';
import { JobHousekeeping } from './housekeeping';
import { Jobs } from './jobs';
import { JobRegistry } from './registry';
import { JOB_RUNNER_OPTIONS, JOB_TICKETS, JobRunner, type JobRunnerOptions } from './runner';
import { Tickets } from './tickets';

export interface PlatformJobsOptions extends JobRunnerOptions {
  /** Whether this process runs jobs (ROLE all or worker); adding them is possible everywhere. */
  runs: boolean;
}

const TICKETS = {
  provide: JOB_TICKETS,
  inject: [{ token: RedisLink, optional: true }, Random],
  useFactory: (link: RedisLink | undefined, random: Random) => (link?.client ? new Tickets(link.client, link, random) : null),
};

/** Global: `Jobs`, `Events`, `JobRunner`. */
@Module({})
export class PlatformJobsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private forget: () => void = () => undefined;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly registry: JobRegistry,
    private readonly runner: JobRunner,
    private readonly jobs: Jobs,
    @Inject(JOB_TICKETS) private readonly tickets: Tickets | null,
    @Inject(JOB_RUNNER_OPTIONS) private readonly options: PlatformJobsOptions,
  ) {}

  static forRoot(options: PlatformJobsOptions): DynamicModule {
    return {
      module: PlatformJobsModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [{ provide: JOB_RUNNER_OPTIONS, useValue: options }, TICKETS, Jobs, Events, JobRegistry, JobRunner, JobHousekeeping],
      exports: [Jobs, Events, JobRunner],
    };
  }

  onApplicationBootstrap(): void {
    this.registry.discover(this.discovery);
    if (this.tickets) this.forget = ticketsForNew(this.jobs, this.tickets);
    if (this.options.runs) this.runner.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.forget();
    await this.runner.stop();
  }
}
