import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, DiscoveryModule } from '@nestjs/core';
import { AuthGuard } from './auth.guard';
import { ErrorFilter } from './error.filter';
import { Operations } from './operations';
import { RateLimits } from './rate-limits';

@Module({
  imports: [DiscoveryModule],
  providers: [Operations, RateLimits, { provide: APP_GUARD, useClass: AuthGuard }, { provide: APP_FILTER, useClass: ErrorFilter }],
})
export class HttpModule {}
