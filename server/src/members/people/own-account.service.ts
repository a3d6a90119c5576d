import type { Answer, Input } from '@dianquan/shared/contract/all';
import { PRIVACY_VERSION } from '@dianquan/shared/privacy-notice';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import type { Tx } from '../../platform/database/sql';
import { Forbidden, Invalid } from '../../platform/errors';
import type { Actor } from '../../platform/http/actor';
import { WechatClient } from '../../platform/wechat/wechat-client';
import { ActorChanges } from '../session/actor-changes';
import { ActorViews } from '../session/actor-views';
import { Avatars } from '../session/avatars';
import { Consent } from './consent';
import { NameCheck } from './name-check';

/** What people say about themselves. Nothing of it is taken before they have agreed to the privacy notice. */
@Injectable()
export class OwnAccountService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly wechat: WechatClient,
    private readonly changes: ActorChanges,
    private readonly views: ActorViews,
    private readonly avatars: Avatars,
    private readonly consent: Consent,
    private readonly names: NameCheck,
  ) {}

  async agree(me: Actor, version: string): Promise<Answer<'members.consent'>> {
    if (version !== PRIVACY_VERSION) {
      throw new Invalid({ field: 'version', rule: 'one_of', options: [PRIVACY_VERSION], zh: '隐私说明已更新，请重新阅读' });
    }
    const now = this.clock.now();
    await this.db.execute('UPDATE account SET consent_version = ?, consented_at = ?, updated_at = ? WHERE id = ?', [
      version,
      now,
      now,
      me.accountId,
    ]);
    return this.views.ofSession(me.sessionId);
  }

  async setPhone(me: Actor, input: Input<'members.setPhone'>): Promise<Answer<'members.setPhone'>> {
    await this.consent.require(this.db, me.accountId);
    const verified = 'code' in input;
    const phone = verified ? (await this.wechat.phoneNumber(input.code)).phone : input.typed;
    await this.db.execute('UPDATE account SET phone = ?, phone_verified = ?, updated_at = ? WHERE id = ?', [
      phone,
      verified ? 1 : 0,
      this.clock.now(),
      me.accountId,
    ]);
    return this.views.ofSession(me.sessionId);
  }

  async update(me: Actor, input: Input<'members.updateOwn'>): Promise<Answer<'members.updateOwn'>> {
    await this.consent.require(this.db, me.accountId);
    const { name, avatarFileId } = input;
    // The names of staff stand in the audit log and on scoreboards: the administrator keeps them.
    if (name !== undefined && me.staff) throw new Forbidden();
    if (name !== undefined) await this.names.refuseUnfit(me.accountId, [name]);
    await this.db.transaction(async (tx) => {
      if (name !== undefined) await this.rename(tx, me.accountId, name);
      if (avatarFileId !== undefined) await this.avatars.set(tx, me, avatarFileId);
      await this.changes.touch(tx, [me.accountId]);
    });
    return this.views.ofSession(me.sessionId);
  }

  private async rename(tx: Tx, accountId: number, name: string): Promise<void> {
    await tx.execute('UPDATE account SET name = ?, updated_at = ? WHERE id = ?', [name, this.clock.now(), accountId]);
    await tx.execute(`UPDATE member SET name = ? WHERE account_id = ? AND status <> 'removed'`, [name, accountId]);
  }
}
