import type { DeliveryReport, Forecast } from '@dianquan/shared/contract/delivery';
import type { PushChannel } from '@dianquan/shared/push-channels';
import { Injectable } from '@nestjs/common';
import type { Fragment, Tx } from '../platform/database/sql';
import type { Importance, Message } from './channels/channel';

/** To whom: members by a condition over `m` (member) and `s` (shop), or by id; or staff by id. */
export type To = { condition: Fragment } | { memberIds: number[] } | { staffIds: number[] };

export type NewCampaign = {
  kind: 'announcement' | 'reminder' | 'order' | 'waiting' | 'staff';
  /** What it tells, such as `announcement:12`: started twice, it is one campaign. */
  subject: string;
  importance: Importance;
  message: Message;
  to: To;
  /** Only these, in this order; by the settings otherwise. */
  channels?: PushChannel[];
  /** Not before. */
  at?: number;
};

/** Telling people outside the app. Higher floors call this within their own transaction: no push without its cause, and none lost. */
@Injectable()
export class Campaigns {
  async start(_tx: Tx, _campaign: NewCampaign): Promise<number> {
    throw new Error('not there yet');
  }

  /** Nothing more is sent, from the next batch on; what the platform can take back is taken back. */
  async withdraw(_tx: Tx, _subject: string): Promise<void> {
    throw new Error('not there yet');
  }

  /** These have read it, or need not be told any more. */
  async settle(_tx: Tx, _subject: string, _memberIds: number[], _as: 'read' | 'called' = 'read'): Promise<void> {
    throw new Error('not there yet');
  }

  async forecast(_campaign: Omit<NewCampaign, 'subject' | 'kind'>): Promise<Forecast> {
    throw new Error('not there yet');
  }

  async report(_subject: string): Promise<DeliveryReport> {
    throw new Error('not there yet');
  }
}
