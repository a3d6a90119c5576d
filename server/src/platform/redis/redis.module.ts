import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { RedisLink } from './redis-link';

/** Global: `RedisLink`, whose client is null where no REDIS_URL is set. */
@Module({})
export class RedisModule implements OnApplicationShutdown {
  constructor(private readonly link: RedisLink) {}

  static forRoot(url: string | null): DynamicModule {
    return {
      module: RedisModule,
      global: true,
      providers: [{ provide: RedisLink, useFactory: () => new RedisLink(url) }],
      exports: [RedisLink],
    };
  }

  onApplicationShutdown(): void {
    this.link.close();
  }
}
