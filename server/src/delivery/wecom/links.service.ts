import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { WecomLink } from '@dianquan/shared/contract/wecom-links';
import { Injectable } from '@nestjs/common';
import { AccountErased } from '../../members/events';
import { shopScope } from '../../members/shop-scope';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { type SqlValue, type Tx, upsertMany } from '../../platform/database/sql';
import { Invalid, NotFound } from '../../platform/errors';
import type { StaffActor } from '../../platform/http/actor';
import { OnEvent } from '../../platform/jobs/events';
import { orRefuse } from '../../platform/wechat/authorised-calls';
import { type LinkedCorp, WecomLinked } from '../../platform/wecom/wecom-linked';

type Row = { memberId: number; name: string; corpId: string | null; corpName: string | null; userid: string | null };

/** Who people of shops are inside the WeCom of their own company, where that is linked to ours. */
@Injectable()
export class LinksService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly linked: WecomLinked,
  ) {}

  async list(me: StaffActor, { shopId }: Input<'wecom.links'>): Promise<Answer<'wecom.links'>> {
    const scope = shopScope(me, 's');
    const [shop] = await this.db.query(`SELECT s.id FROM shop s WHERE s.id = ? AND ${scope.sql}`, [
      shopId,
      ...(scope.params as SqlValue[]),
    ]);
    if (!shop) throw new NotFound();
    const rows = await this.db.query<Row>(
      `SELECT m.id AS memberId, m.name, l.corp_id AS corpId, l.corp_name AS corpName, l.userid FROM member m
         LEFT JOIN wecom_linked_member l ON l.account_id = m.account_id WHERE m.shop_id = ? AND m.status = 'active' ORDER BY m.id`,
      [shopId],
    );
    const corps = await orRefuse(this.linked.corps());
    return {
      items: rows.map(({ memberId, name, ...link }) => ({ memberId, name, link: present(link) })),
      corps: corps.map(({ corpId, name }) => ({ corpId, name })),
    };
  }

  async link(me: StaffActor, { id, link }: Input<'wecom.linkMember'>): Promise<Answer<'wecom.linkMember'>> {
    const accountId = await this.accountOf(me, id);
    const corp = link && (await this.corpOf(link.corpId));
    await this.db.transaction(async (tx) => {
      if (link && corp) await this.put(tx, accountId, corp, link.userid);
      else await tx.execute('DELETE FROM wecom_linked_member WHERE account_id = ?', [accountId]);
      await this.audit.record(tx, me, 'wecom.linkMember', `member:${id}`, { corpId: corp?.corpId ?? null, userid: link?.userid ?? null });
    });
    return { link: link && corp ? { corpId: corp.corpId, corpName: corp.name, userid: link.userid } : null };
  }

  @OnEvent(AccountErased)
  async onErased({ accountId }: AccountErased, tx: Tx): Promise<void> {
    await tx.execute('DELETE FROM wecom_linked_member WHERE account_id = ?', [accountId]);
  }

  private async accountOf(me: StaffActor, memberId: number): Promise<number> {
    const scope = shopScope(me, 's');
    const [row] = await this.db.query<{ id: number }>(
      `SELECT m.account_id AS id FROM member m JOIN shop s ON s.id = m.shop_id WHERE m.id = ? AND m.status = 'active' AND ${scope.sql}`,
      [memberId, ...(scope.params as SqlValue[])],
    );
    if (!row) throw new NotFound();
    return row.id;
  }

  private async corpOf(corpId: string): Promise<LinkedCorp> {
    const corp = (await orRefuse(this.linked.corps())).find((one) => one.corpId === corpId);
    if (!corp) throw new Invalid({ field: 'link.corpId', rule: 'not_found', zh: '这家企业没有与我们建立上下游' });
    return corp;
  }

  private async put(tx: Tx, accountId: number, { corpId, name, agentId }: LinkedCorp, userid: string): Promise<void> {
    const row = {
      account_id: accountId,
      corp_id: corpId,
      corp_name: [...name].slice(0, 60).join(''),
      agent_id: agentId,
      userid,
      linked_at: this.clock.now(),
    };
    const columns = Object.keys(row);
    await upsertMany(tx, 'wecom_linked_member', columns, [Object.values(row)], ['account_id'], columns.slice(1));
  }
}

function present({ corpId, corpName, userid }: Pick<Row, 'corpId' | 'corpName' | 'userid'>): WecomLink | null {
  return corpId === null || userid === null ? null : { corpId, corpName: corpName ?? '', userid };
}
