import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { insertMany, type Tx } from '../../platform/database/sql';
import { Forbidden, NotFound } from '../../platform/errors';
import type { Actor } from '../../platform/http/actor';
import { Random } from '../../platform/ids';
import { Events } from '../../platform/jobs/events';
import { WechatClient } from '../../platform/wechat/wechat-client';
import { WecomClient } from '../../platform/wecom/wecom-client';
import { AccountIdentified } from '../events';
import { ActorChanges } from './actor-changes';
import { ActorViews } from './actor-views';
import { hashOf, SESSION_LIFE_MS, TOKEN_BYTES } from './session-token';

/** Signing in and out. */
@Injectable()
export class SessionService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly wechat: WechatClient,
    private readonly wecom: WecomClient,
    private readonly changes: ActorChanges,
    private readonly events: Events,
    private readonly views: ActorViews,
  ) {}

  async create({ provider, code }: Input<'session.create'>): Promise<Answer<'session.create'>> {
    const token = this.random.token(TOKEN_BYTES);
    const sessionId = provider === 'wechat' ? await this.openForWechat(code, token) : await this.openForWecom(code, token);
    return { token, actor: await this.views.ofSession(sessionId) };
  }

  async delete(me: Actor): Promise<void> {
    await this.db.transaction(async (tx) => {
      await tx.execute('UPDATE session SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL', [this.clock.now(), me.sessionId]);
      await this.changes.touch(tx, [me.accountId]);
    });
  }

  async switchShop(me: Actor, shopId: number): Promise<Answer<'session.switchShop'>> {
    await this.db.transaction(async (tx) => {
      const [member] = await tx.query<{ id: number }>(`SELECT id FROM member WHERE account_id = ? AND shop_id = ? AND status = 'active'`, [
        me.accountId,
        shopId,
      ]);
      if (!member) throw new NotFound();
      await tx.execute('UPDATE session SET member_id = ? WHERE id = ?', [member.id, me.sessionId]);
      await this.changes.touch(tx, [me.accountId]);
    });
    return this.views.ofSession(me.sessionId);
  }

  /** Who comes for the first time gets an account that holds nothing of them but the platform's own identifier. */
  private async openForWechat(code: string, token: string): Promise<number> {
    const { openid, unionid } = await this.wechat.login(code);
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      await insertMany(tx, 'account', ['provider', 'external_id', 'created_at', 'updated_at'], [['wechat', openid, now, now]], {
        ignore: true,
      });
      const [account] = await tx.query<{ id: number; unionid: string | null; consented_at: number | null }>(
        `SELECT id, unionid, consented_at FROM account WHERE provider = 'wechat' AND external_id = ?`,
        [openid],
      );
      if (!account) throw new NotFound();
      if (unionid && account.unionid !== unionid && account.consented_at !== null) {
        await tx.execute('UPDATE account SET unionid = ? WHERE id = ?', [unionid, account.id]);
        await this.events.publish(tx, new AccountIdentified(account.id, unionid, now));
      }
      return this.open(tx, account.id, token);
    });
  }

  private async openForWecom(code: string, token: string): Promise<number> {
    const { userid } = await this.wecom.login(code);
    return this.db.transaction(async (tx) => {
      const [staff] = await tx.query<{ account_id: number; disabled_at: number | null }>(
        'SELECT account_id, disabled_at FROM staff WHERE wecom_userid = ?',
        [userid],
      );
      if (!staff) throw new Forbidden('staff_unknown');
      if (staff.disabled_at !== null) throw new Forbidden('account_disabled');
      return this.open(tx, staff.account_id, token);
    });
  }

  /** Goes on with the shop of the last session. */
  private async open(tx: Tx, accountId: number, token: string): Promise<number> {
    const now = this.clock.now();
    const [last] = await tx.query<{ member_id: number }>(
      'SELECT member_id FROM session WHERE account_id = ? AND member_id IS NOT NULL ORDER BY id DESC LIMIT 1',
      [accountId],
    );
    const { insertId } = await tx.execute(
      'INSERT INTO session (account_id, token_hash, member_id, created_at, expires_at) VALUES (?, ?, ?, ?, ?)',
      [accountId, hashOf(token), last?.member_id ?? null, now, now + SESSION_LIFE_MS],
    );
    return insertId;
  }
}
