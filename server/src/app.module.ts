import { type DynamicModule, Module } from '@nestjs/common';
import { configModule } from './platform/config/config.module';
import type { Env } from './platform/config/env';
import { HttpModule } from './platform/http/http.module';

/** What every room stands on. */
const PLATFORM = [HttpModule];
/** One line for each room, in the order of the floors. */
const ROOMS: NonNullable<DynamicModule['imports']> = [];

@Module({})
class AppModule {}

export function appModule(env: Env): DynamicModule {
  return { module: AppModule, imports: [configModule(env), ...PLATFORM, ...ROOMS] };
}
