import { Channel, type Outcome, type Recipient } from '@dianquan/server/delivery/channels/channel';
import type { ChannelPreview } from '@dianquan/shared/contract/delivery';

/** Reaches everybody and does nothing: what is left is planning, claiming and finishing. */
abstract class QuietChannel extends Channel {
  readonly name = 'webhook';
  readonly label = '空通道';
  readonly limits = [];

  async reaches() {
    return { sql: '(1 = 1)', params: [] };
  }

  async preview(): Promise<ChannelPreview> {
    return { channel: this.name, label: this.label, title: '', lines: [] };
  }

  async send(_message: unknown, to: Recipient[]): Promise<Outcome[]> {
    return to.map(() => ({ state: 'accepted' }));
  }
}

/** Says nothing of single people, so that a range goes through it as a whole. */
export class NoOpChannel extends QuietChannel {
  override readonly keepsAttempts = false;

  override async sendBlock(): Promise<[]> {
    return [];
  }
}

/** With a row for each person and each attempt, as every channel has them that says what became of each. */
export class RowsChannel extends QuietChannel {
  override readonly batch = 1_000;
}
