import { Injectable } from '@nestjs/common';
import { Unavailable } from '../errors';
import { PlatformRefusal } from '../wechat/authorised-calls';
import { WecomClient } from './wecom-client';

/** A message for customers, which the salesperson confirms in WeCom before it goes out. */
export type MassMessage = {
  /** userid of the salesperson. */
  sender: string;
  externalUserids: string[];
  text: string;
  link: { title: string; description: string; url: string };
};
/** What became of a mass message at one customer. */
export type MassResult = { externalUserid: string; state: 'waiting' | 'sent' | 'not_friend' | 'allowance' | 'other'; at: number | null };

/** At most so many customers in one task. */
export const MASS_BATCH = 10_000;
const NO_SUCH_CUSTOMER = [84061, 40096, 40058];
/** None of them knows this member, or the member is gone. */
const NOBODY_TO_SEND = [41048, 84061, 60111];
const RESULT_STATES = ['waiting', 'sent', 'not_friend', 'allowance'] as const;
const PAGE = 500;
/** More than any task has: a platform that repeats its cursor does not keep us for ever. */
const PAGES = 100;

type Raw = Record<string, unknown>;

/** Customers of the corp's members, and mass messages to them. Not to be called inside a transaction. */
@Injectable()
export class WecomCustomers {
  constructor(private readonly client: WecomClient) {}

  /** Null when nobody of the corp knows this customer any more. */
  async find(externalUserid: string): Promise<{ unionid: string | null } | null> {
    const query = { external_userid: externalUserid };
    try {
      const answer = await this.client.asContact({ path: '/cgi-bin/externalcontact/get', query, repeatable: true });
      const { unionid } = (answer.external_contact ?? {}) as Raw;
      return { unionid: typeof unionid === 'string' && unionid !== '' ? unionid : null };
    } catch (error) {
      if (error instanceof PlatformRefusal && NO_SUCH_CUSTOMER.includes(error.errcode)) return null;
      throw error;
    }
  }

  /** Makes the task; not repeatable, for a second one would be a second message. Without an id when it can go to nobody. */
  async createMass(message: MassMessage): Promise<{ msgid: string | null; failed: string[] }> {
    const { sender, externalUserids, text, link } = message;
    const body = {
      chat_type: 'single',
      external_userid: externalUserids,
      sender,
      text: { content: text },
      attachments: [{ msgtype: 'link', link: { title: link.title, desc: link.description, url: link.url } }],
    };
    try {
      const answer = await this.client.asContact({ path: '/cgi-bin/externalcontact/add_msg_template', body, repeatable: false });
      if (typeof answer.msgid !== 'string') throw new Unavailable('platform_unavailable');
      return { msgid: answer.msgid, failed: strings(answer.fail_list) };
    } catch (error) {
      if (error instanceof PlatformRefusal && NOBODY_TO_SEND.includes(error.errcode)) return { msgid: null, failed: externalUserids };
      throw error;
    }
  }

  /** When this member confirmed the task; null while it waits. */
  async confirmedAt(msgid: string, userid: string): Promise<number | null> {
    const tasks = await this.pages('/cgi-bin/externalcontact/get_groupmsg_task', { msgid }, 'task_list');
    const task = tasks.find((one) => String(one.userid).toLowerCase() === userid.toLowerCase());
    return task && Number(task.status) === 2 ? secondsAt(task.send_time) : null;
  }

  async results(msgid: string, userid: string): Promise<MassResult[]> {
    const rows = await this.pages('/cgi-bin/externalcontact/get_groupmsg_send_result', { msgid, userid }, 'send_list');
    return rows.flatMap((row) => {
      if (typeof row.external_userid !== 'string') return [];
      const state = RESULT_STATES[Number(row.status)] ?? 'other';
      return [{ externalUserid: row.external_userid, state, at: state === 'waiting' ? null : secondsAt(row.send_time) }];
    });
  }

  /** A task that is not confirmed yet never will be. */
  async cancelMass(msgid: string): Promise<void> {
    await this.client.asContact({ path: '/cgi-bin/externalcontact/cancel_groupmsg_send', body: { msgid }, repeatable: true });
  }

  private async pages(path: string, body: object, list: string): Promise<Raw[]> {
    const found: Raw[] = [];
    let cursor = '';
    for (let page = 0; page < PAGES; page++) {
      const answer = await this.client.asContact({ path, body: { ...body, limit: PAGE, cursor }, repeatable: true });
      if (Array.isArray(answer[list])) found.push(...(answer[list] as Raw[]));
      if (typeof answer.next_cursor !== 'string' || answer.next_cursor === '') break;
      cursor = answer.next_cursor;
    }
    return found;
  }
}

const strings = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);
const secondsAt = (value: unknown): number => Number(value ?? 0) * 1000;
