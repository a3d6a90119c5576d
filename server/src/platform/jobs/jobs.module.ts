import { type BeforeApplicationShutdown, type DynamicModule, Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { Events } from './events';
import { JobHousekeeping } from './housekeeping';
import { Jobs } from './jobs';
import { JobRegistry } from './registry';
import { JOB_RUNNER_OPTIONS, JobRunner, type JobRunnerOptions } from './runner';

export interface PlatformJobsOptions extends JobRunnerOptions {
  /** Whether this process runs jobs (ROLE all or worker); adding them is possible everywhere. */
  runs: boolean;
}

/** Global: `Jobs`, `Events`, `JobRunner`. */
@Module({})
export class PlatformJobsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly registry: JobRegistry,
    private readonly runner: JobRunner,
    @Inject(JOB_RUNNER_OPTIONS) private readonly options: PlatformJobsOptions,
  ) {}

  static forRoot(options: PlatformJobsOptions): DynamicModule {
    return {
      module: PlatformJobsModule,
      global: true,
      imports: [DiscoveryModule],
      providers: [{ provide: JOB_RUNNER_OPTIONS, useValue: options }, Jobs, Events, JobRegistry, JobRunner, JobHousekeeping],
      exports: [Jobs, Events, JobRunner],
    };
  }

  onApplicationBootstrap(): void {
    this.registry.discover(this.discovery);
    if (this.options.runs) this.runner.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.runner.stop();
  }
}
