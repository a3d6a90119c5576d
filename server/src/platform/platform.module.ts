import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { AuditController } from './audit/audit.controller';
import { AuditModule } from './audit/audit.module';
import { ClockModule } from './clock.module';
import { configModule } from './config/config.module';
import type { Env } from './config/env';
import { PlatformDatabaseModule } from './database/database.module';
import { FilesModule } from './files/files.module';
import { HealthModule } from './health/health.module';
import { HttpModule } from './http/http.module';
import { IdempotencyModule } from './idempotency/idempotency.module';
import { JobsController } from './jobs/jobs.controller';
import { PlatformJobsModule } from './jobs/jobs.module';
import { RedisModule } from './redis/redis.module';
import { WechatModule } from './wechat/wechat.module';
import { WechatPayModule } from './wechat-pay/wechat-pay.module';

@Module({ controllers: [AuditController, JobsController] })
class PlatformOperationsModule {}

export type PlatformOptions = {
  /** Whether background work runs by itself; tests run it by hand. */
  runJobs: boolean;
};

/** What every room stands on. */
export function platformModules(env: Env, { runJobs }: PlatformOptions): (DynamicModule | Type)[] {
  return [
    configModule(env),
    ClockModule,
    PlatformDatabaseModule.forRoot({ url: env.databaseUrl }),
    RedisModule.forRoot(env.redisUrl),
    PlatformJobsModule.forRoot({ runs: runJobs }),
    AuditModule,
    HttpModule,
    IdempotencyModule,
    FilesModule,
    WechatModule,
    WechatPayModule,
    HealthModule,
    PlatformOperationsModule,
  ];
}
