import { groupBy } from '@dianquan/shared/group-by';
import type { Sql } from '../platform/database/sql';
import type { Outcome, Settled } from './channels/channel';
import type { ClaimedRange } from './range-rows';

type Row = { member_id: number; account_id: number; shop_id: number; channel: string; template_id: number | null };

/** What became of whoever was being sent to when a worker died. */
export const CUT_OFF = { state: 'unknown', reason: '发送途中服务中断，结果不明' } as const satisfies Outcome;

/** Whom a worker was sending to when it died, by channel: whether they got it, nobody can know. */
export async function leftHeld(sql: Sql, { campaignId, first, last }: ClaimedRange): Promise<Map<string, Settled[]>> {
  const rows = await sql.query<Row>(
    `SELECT r.member_id, r.account_id, r.shop_id, r.channel, t.template_id FROM push_recipient r
       LEFT JOIN push_attempt t ON t.campaign_id = r.campaign_id AND t.member_id = r.member_id AND t.channel = r.channel AND t.state = 'sending'
     WHERE r.campaign_id = ? AND r.member_id BETWEEN ? AND ? AND r.state = 'held' ORDER BY r.member_id`,
    [campaignId, first, last],
  );
  const results = rows.map(({ channel, template_id, ...row }) => ({
    channel,
    recipient: {
      campaignId,
      memberId: row.member_id,
      accountId: row.account_id,
      shopId: row.shop_id,
      shopName: '',
      name: '',
      externalId: '',
      unionid: null,
      ownerStaffId: null,
      ...(template_id === null ? {} : { templateId: template_id }),
    },
    outcome: CUT_OFF,
  }));
  return groupBy(results, ({ channel }) => channel);
}
