import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { AuthGuard } from './auth.guard';
import { ErrorFilter } from './error.filter';
import { RateLimits } from './rate-limits';

@Module({
  providers: [RateLimits, { provide: APP_GUARD, useClass: AuthGuard }, { provide: APP_FILTER, useClass: ErrorFilter }],
})
export class HttpModule {}
