import { Logger } from '@nestjs/common';
import { Redis } from 'ioredis';

const LONGEST_WAIT_MS = 2_000;
const PATIENCE_MS = 2_000;

/** Redis answers at once or is as good as away. */
export async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis has not answered for ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The connection to Redis, where one is set. It only hands out and counts: whatever must not be lost is in the database. Commands fail
 * at once while it is away, so that nobody waits for it.
 */
export class RedisLink {
  private readonly logger = new Logger('Redis');
  readonly client: Redis | null;
  private away = false;
  private becomingReady: Promise<void> | null = null;

  constructor(
    url: string | null,
    /** Before every key: several may share one Redis. */
    readonly prefix = 'dianquan',
  ) {
    this.client = url === null ? null : this.connect(url);
  }

  /** Throws when there is no answer in time. */
  async ask<T>(question: (client: Redis) => Promise<T>): Promise<T> {
    const { client } = this;
    if (!client) throw new Error('no REDIS_URL is set');
    return inTime(this.ready(client).then(() => question(client)));
  }

  close(): void {
    this.client?.disconnect();
  }

  private async ready(client: Redis): Promise<void> {
    if (client.status === 'ready') return;
    this.becomingReady ??= new Promise<void>((resolve) => client.once('ready', () => resolve())).finally(() => {
      this.becomingReady = null;
    });
    await this.becomingReady;
  }

  private connect(url: string): Redis {
    const client = new Redis(url, {
      maxRetriesPerRequest: null,
      enableOfflineQueue: false,
      connectionName: this.prefix,
      retryStrategy: (times) => Math.min(times * 100, LONGEST_WAIT_MS),
    });
    // Said once for each outage, not with every attempt to connect.
    client.on('error', (error) => {
      if (!this.away) this.logger.error(error);
      this.away = true;
    });
    client.on('ready', () => {
      this.away = false;
    });
    return client;
  }
}
