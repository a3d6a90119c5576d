import { type DynamicModule, Module, type Type } from '@nestjs/common';
import type { Env } from './platform/config/env';
import { type PlatformOptions, platformModules } from './platform/platform.module';

/** One line for each room, in the order of the floors. */
const ROOMS: Type[] = [];

@Module({})
class AppModule {}

export function appModule(env: Env, options: PlatformOptions): DynamicModule {
  return { module: AppModule, imports: [...platformModules(env, options), ...ROOMS] };
}
