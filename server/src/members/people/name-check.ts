import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database';
import { Refused } from '../../platform/errors';
import { WechatClient } from '../../platform/wechat/wechat-client';

const SCENE_PROFILE = 1;

/** Names that people give to themselves and to their shops are read by others: the platform looks at them first. */
@Injectable()
export class NameCheck {
  constructor(
    private readonly db: Database,
    private readonly wechat: WechatClient,
  ) {}

  /**
   * Asks the platform, so never inside a transaction. Nobody reviews names by hand: what the platform isn't sure of is refused too.
   * @throws Refused content_refused
   */
  async refuseUnfit(accountId: number, names: (string | undefined)[]): Promise<void> {
    const content = names.filter(Boolean).join('\n');
    if (content === '') return;
    const [account] = await this.db.query<{ external_id: string }>(`SELECT external_id FROM account WHERE id = ? AND provider = 'wechat'`, [
      accountId,
    ]);
    if (!account) return;
    const { suggest } = await this.wechat.checkText({ openid: account.external_id, scene: SCENE_PROFILE, content });
    if (suggest !== 'pass') throw new Refused('content_refused');
  }
}
