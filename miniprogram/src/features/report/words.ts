import type { AnnouncementRow, BreakdownRow, ReportView } from '@dianquan/shared/contract/announcements';
import { countText, moneyText, percentText } from '@dianquan/shared/money';
import { dateTimeText } from '@dianquan/shared/time-text';

export const CATEGORY_ZH: Record<AnnouncementRow['category'], string> = {
  new_product: '新品',
  promotion: '促销',
  policy: '政策',
  notice: '通知',
};
export const STATE_ZH: Record<AnnouncementRow['state'], string> = {
  draft: '草稿',
  scheduled: '已定时',
  publishing: '发布中',
  published: '已发布',
  withdrawn: '已撤回',
};

export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** 1,234 家中 987 家已读，店主已读 912，店员已读 640 */
export function headline({ shops, owners, clerks }: Pick<ReportView, 'shops' | 'owners' | 'clerks'>): string {
  if (shops.addressed === 0) return '还没有送达任何门店';
  if (shops.read === 0) return `已送达 ${countText(shops.addressed)} 家，还没有人读`;
  if (shops.fullyRead === shops.addressed) return `${countText(shops.addressed)} 家全部读完`;
  const said = [
    `${countText(shops.addressed)} 家中 ${countText(shops.read)} 家已读`,
    owners.people > 0 && `店主已读 ${countText(owners.read)}`,
    clerks.people > 0 && `店员已读 ${countText(clerks.read)}`,
  ];
  return said.filter(Boolean).join('，');
}

/** 店主 912/1,234 人已读 · 店员 640/1,020 人已读 */
export function peopleLine({ owners, clerks }: Pick<ReportView, 'owners' | 'clerks'>): string {
  const said = [
    owners.people > 0 && `店主已读 ${countText(owners.read)}/${countText(owners.people)} 人`,
    clerks.people > 0 && `店员已读 ${countText(clerks.read)}/${countText(clerks.people)} 人`,
  ];
  return said.filter(Boolean).join(' · ');
}

/** 7 天内订了其中的货：45 单，¥12,345.00 */
export function orderedWords({ orders, fen, withinDays }: NonNullable<ReportView['ordered']>): string {
  return orders === 0
    ? `${withinDays} 天内还没有人订其中的货`
    : `${withinDays} 天内订了其中的货：${countText(orders)} 单，${moneyText(fen)}`;
}

export type FunnelBar = { key: string; label: string; figure: string; share: number; note?: string; isWorst: boolean };
type Step = ReportView['funnel'][number];

const STEP_ZH: Record<Step['step'], string> = {
  addressed: '送达门店',
  owner_read: '店主已读',
  clerks_read: '店员也都读了',
  understood: '全店确认看懂',
};
/** The loss at a step, named by what did not happen. */
const LOSS_ZH: Record<Step['step'], string> = {
  addressed: '',
  owner_read: '店主没看',
  clerks_read: '店主看了，店员没看全',
  understood: '看了，没确认',
};

/** The bars of the funnel; the step that loses most is marked, since that is where to act. */
export function funnelBars(funnel: readonly Step[]): FunnelBar[] {
  const most = Math.max(0, ...funnel.map(({ lost }) => lost));
  return funnel.map(({ step, shops, lost }, at) => {
    const before = funnel[at - 1]?.shops ?? shops;
    const gone = before - shops;
    const loss = gone > 0 ? `少了 ${countText(gone)} 家（${percentText(lost)}）：${LOSS_ZH[step]}` : '这一步没有流失';
    return {
      key: step,
      label: STEP_ZH[step],
      figure: `${countText(shops)} 家`,
      share: shareOf(shops, funnel[0]?.shops ?? 0),
      // Where nobody was left to lose, there is nothing to say.
      note: at === 0 || before === 0 ? undefined : loss,
      isWorst: gone > 0 && lost === most,
    };
  });
}

export type BreakdownBar = { key: string; label: string; figure: string; share: number; note: string };

/** One row of a breakdown: how many are left to read, or how many have. */
export function breakdownBar(row: BreakdownRow, unread: boolean): BreakdownBar {
  const part = unread ? row.people - row.read : row.read;
  return {
    key: row.key,
    label: row.name,
    figure: `${countText(part)}/${countText(row.people)} 人`,
    share: shareOf(part, row.people),
    note:
      row.shops > 1
        ? `${percentText(shareOf(part, row.people))} ${unread ? '未读' : '已读'} · 店主已读 ${countText(row.shopsOwnerRead)}/${countText(row.shops)} 家`
        : `${row.shopsFullyRead ? '全店已读' : row.shopsOwnerRead ? '店主已读' : '店主未读'}`,
  };
}

/** The worst first: who has most left to read. */
export function byUnread(rows: readonly BreakdownRow[]): BreakdownRow[] {
  return [...rows].sort((a, b) => b.people - b.read - (a.people - a.read));
}

/** What a line of the list says below its title. */
export function rowWords(
  row: Pick<AnnouncementRow, 'state' | 'publishAt' | 'publishedAt' | 'counts' | 'author'>,
  when: (at: string) => string,
): string {
  if (row.state === 'draft') return `${row.author} 的草稿`;
  if (row.state === 'scheduled') return row.publishAt ? `${dateTimeText(row.publishAt)} 发布` : '等待发布';
  return [row.publishedAt && when(row.publishedAt), `${countText(row.counts.shops)} 家 ${countText(row.counts.people)} 人`]
    .filter(Boolean)
    .join(' · ');
}
