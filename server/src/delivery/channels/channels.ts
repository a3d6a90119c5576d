import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PushChannel } from '@dianquan/shared/push-channels';
import type { Provider, Type } from '@nestjs/common';
import { Channel } from './channel';

const FILE = /\.channel\.(js|ts)$/;

/** Every channel of this folder. */
function channelClasses(folder = __dirname): Type<Channel>[] {
  return readdirSync(folder)
    .filter((name) => FILE.test(name))
    .sort()
    .flatMap((name) => Object.values(require(join(folder, name)) as Record<string, unknown>).filter(isChannel));
}

const isChannel = (value: unknown): value is Type<Channel> => typeof value === 'function' && value.prototype instanceof Channel;

/** The channels there are, by name. */
export class Channels {
  private readonly byName: Map<string, Channel>;

  constructor(channels: readonly Channel[]) {
    this.byName = new Map(channels.map((channel) => [channel.name, channel]));
  }

  /** Cheapest first. */
  get all(): Channel[] {
    return [...this.byName.values()].sort((a, b) => a.cost - b.cost);
  }

  /** Puts a channel in the place of the one of its name, or beside all others: for measuring and testing without a platform. */
  put(channel: Channel): void {
    this.byName.set(channel.name, channel);
  }

  get(name: string): Channel | null {
    return this.byName.get(name) ?? null;
  }

  /** In the given order; those that this server does not have are left out. */
  inOrder(names: readonly PushChannel[]): Channel[] {
    return names.flatMap((name) => this.byName.get(name) ?? []);
  }
}

export function channelProviders(): Provider[] {
  const classes = channelClasses();
  return [...classes, { provide: Channels, useFactory: (...channels: Channel[]) => new Channels(channels), inject: classes }];
}
