import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database';
import type { Actor } from '../platform/http/actor';
import { WechatClient } from '../platform/wechat/wechat-client';

/** Scenes of the platform's content check. */
export const SCENE = { comment: 2, forum: 3 } as const;

/** Labels of msgSecCheck v2, in words that tell the author what to change. */
const LABELS: Record<number, string> = {
  10001: '含有广告内容',
  20001: '含有时政敏感内容',
  20002: '含有色情内容',
  20003: '含有辱骂内容',
  20006: '含有违法内容',
  20008: '含有欺诈内容',
  20012: '含有低俗内容',
  20013: '可能侵犯版权',
  21000: '含有违规内容',
};
export const reasonOf = (label: number): string => LABELS[label] ?? '含有违规内容';

/** Asks the platform before others see what somebody wrote. */
@Injectable()
export class ContentCheck {
  constructor(
    private readonly db: Database,
    private readonly wechat: WechatClient,
  ) {}

  /**
   * Staff answer to the supplier and have no openid that the platform could judge by; their words are not sent.
   * *review* counts as refused: nobody is there to review at night, and the author can put it differently at once.
   * @returns null when it may be shown, otherwise why not
   */
  async refusalOf(actor: Actor, content: string, scene: (typeof SCENE)[keyof typeof SCENE]): Promise<string | null> {
    if (actor.provider !== 'wechat' || content === '') return null;
    const openid = await this.openidOf(actor.accountId);
    const { suggest, label } = await this.wechat.checkText({ openid, scene, content });
    return suggest === 'pass' ? null : reasonOf(label);
  }

  async askAboutPicture(accountId: number, url: string): Promise<string> {
    const { traceId } = await this.wechat.checkMedia({ openid: await this.openidOf(accountId), url, scene: SCENE.forum });
    return traceId;
  }

  private async openidOf(accountId: number): Promise<string> {
    const [row] = await this.db.query<{ external_id: string }>('SELECT external_id FROM account WHERE id = ?', [accountId]);
    return row?.external_id ?? '';
  }
}
