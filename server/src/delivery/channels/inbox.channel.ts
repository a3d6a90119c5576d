import type { ChannelPreview } from '@dianquan/shared/contract/delivery';
import { Injectable } from '@nestjs/common';
import { Channel, type Message, type Outcome, type Recipient } from './channel';

/** The app itself. Who is told puts it into the inbox in the transaction that it belongs to; nothing is sent, and everybody has it. */
@Injectable()
export class InboxChannel extends Channel {
  readonly name = 'inbox';
  readonly label = '收件箱';
  override readonly cost = 0;
  readonly limits = [];
  override readonly keepsAttempts = false;

  async reaches(): Promise<null> {
    return null;
  }

  async preview({ title, summary }: Message): Promise<ChannelPreview> {
    return { channel: this.name, label: this.label, title, lines: summary === '' ? [] : [{ label: '摘要', value: summary }] };
  }

  async send(_message: Message, to: Recipient[]): Promise<Outcome[]> {
    return to.map(() => ({ state: 'accepted' }));
  }
}
