import { type DynamicModule, Module } from '@nestjs/common';
import { Env } from './env';

@Module({})
class ConfigModule {}

export function configModule(env: Env): DynamicModule {
  return { module: ConfigModule, global: true, providers: [{ provide: Env, useValue: env }], exports: [Env] };
}
