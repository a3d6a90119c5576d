import type { AttemptView, ChannelState, DeliveryReport, Forecast, MassTask } from '@dianquan/shared/contract/delivery';
import { countText } from '@dianquan/shared/money';
import type { RecipientState, TemplateUse } from '@dianquan/shared/push-channels';
import { dateTimeText } from '@dianquan/shared/time-text';

export const USE_ZH: Record<TemplateUse, string> = { announcement: '公告提醒', order: '订单进展', waiting: '等您处理' };

const STATE_ZH: Record<RecipientState, string> = {
  planned: '等着发',
  held: '正在发',
  sent: '已发出，还没读',
  unknown: '不知道收到没有',
  refused: '被拒绝',
  unreachable: '没有通道能通知到',
  merged: '并进了别的提醒',
  capped: '这周已够多，没有再发',
  cancelled: '已撤回，没有发',
  read: '已读',
  called: '打过电话',
};
export const ATTEMPT_ZH: Record<AttemptView['state'], string> = {
  sending: '正在发',
  accepted: '已收下',
  refused: '被拒绝',
  unknown: '不明',
  recalled: '已撤回',
};
export const MASS_ZH: Record<MassTask['state'], string> = { waiting: '等确认', confirmed: '已确认', cancelled: '已取消' };

type Tone = 'plain' | 'pine' | 'amber' | 'danger';
export const ATTEMPT_TONE: Record<AttemptView['state'], Tone> = {
  sending: 'plain',
  accepted: 'pine',
  refused: 'danger',
  unknown: 'amber',
  recalled: 'plain',
};
export const MASS_TONE: Record<MassTask['state'], Tone> = { waiting: 'amber', confirmed: 'pine', cancelled: 'plain' };

export const people = (count: number): string => `${countText(count)} 人`;

export type FigureBar = { key: string; label: string; figure: string; share: number; note?: string };
const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

/** How many each channel will reach; the inbox has everybody, so that only those who have nothing else are counted for it. */
export function forecastBars({ channels, inboxOnly, people: all }: Forecast): FigureBar[] {
  const bars: FigureBar[] = channels
    .filter(({ channel, people: some }) => channel !== 'inbox' && some > 0)
    .map(({ channel, label, people: some }) => ({ key: channel, label, figure: people(some), share: shareOf(some, all) }));
  if (inboxOnly === 0) return bars;
  const note = '别的通道都到不了，打开小程序才看得到';
  return [...bars, { key: 'inbox', label: '只有收件箱', figure: people(inboxOnly), share: shareOf(inboxOnly, all), note }];
}

const SOON = 60_000;
/** When the first is told. In quiet hours that is the morning. */
export function firstWords({ firstAt }: Pick<Forecast, 'firstAt'>, publishAt: string | null, now: number): string {
  if (publishAt !== null) return '到时间发布后就通知，遇到安静时段等到早上';
  return Date.parse(firstAt) - now > SOON ? `现在是安静时段，${dateTimeText(firstAt)} 开始通知` : '发布后马上通知';
}

/** What a channel did, to be compared with what was planned. */
export function channelBars({ channels, people: all }: DeliveryReport): FigureBar[] {
  return channels
    .filter(({ channel }) => channel !== 'inbox')
    .map(({ channel, label, planned, accepted, refused, unknown, read }) => {
      const said = [
        planned > 0 && `等着发 ${countText(planned)}`,
        refused > 0 && `被拒绝 ${countText(refused)}`,
        unknown > 0 && `不明 ${countText(unknown)}`,
        accepted > 0 && `其中已读 ${countText(read)}`,
      ].filter(Boolean);
      return { key: channel, label, figure: people(accepted), share: shareOf(accepted, all), note: said.join(' · ') || undefined };
    });
}

export function stateRows({ states }: DeliveryReport): { key: RecipientState; label: string; figure: string }[] {
  return states
    .filter(({ people: some }) => some > 0)
    .map(({ state, people: some }) => ({ key: state, label: STATE_ZH[state], figure: people(some) }));
}

export function progressWords({ state, settled, people: all }: Pick<DeliveryReport, 'state' | 'settled' | 'people'>): string {
  if (state === 'planning') return '正在安排推送…';
  return `正在推送，${people(all)}中 ${countText(settled)} 人已有结果`;
}

export const isGoing = (state: DeliveryReport['state'] | undefined): boolean => state === 'planning' || state === 'sending';

/** One line for what has come to an end. */
export function endWords({ state, people: all }: Pick<DeliveryReport, 'state' | 'people'>): string {
  if (state === 'withdrawn') return '公告已撤回，没发的都不再发';
  return `${people(all)}的推送都有了结果`;
}

/** What came of one attempt, and what is next. */
export function attemptWords({ label, at, code, answer, nextAt }: AttemptView): string {
  const reason = [code, answer].filter(Boolean).join(' ');
  const next = nextAt && `${dateTimeText(nextAt)} 再试`;
  return [label, dateTimeText(at), reason, next].filter(Boolean).join(' · ');
}

/** How a channel is, in one word. A pause is told as a fault as well, and ends by itself; a token is fetched when it is needed. */
export function healthOf({ on, fault, pausedUntil }: ChannelState): { word: string; tone: Tone } {
  if (!on) return { word: '没启用', tone: 'plain' };
  if (pausedUntil !== null) return { word: '暂停中', tone: 'amber' };
  return fault !== null ? { word: '有问题', tone: 'danger' } : { word: '正常', tone: 'pine' };
}

/** What keeps it from sending; null when nothing does. */
export function troubleWords({ fault, pausedUntil }: Pick<ChannelState, 'fault' | 'pausedUntil'>): string | null {
  return pausedUntil === null ? fault : `${fault ?? '平台要求慢一点'}，${dateTimeText(pausedUntil)} 以后再发`;
}

export function tokenWords({ valid, until }: NonNullable<ChannelState['token']>): string {
  if (!valid) return '现在没有，下次发送时取';
  return until === null ? '有效' : `${dateTimeText(until)} 前有效`;
}

const NEARLY = 0.8;
export function limitBars({ limits }: ChannelState): (FigureBar & { isNear: boolean })[] {
  return limits.map(({ label, used, most, resetsAt }) => ({
    key: label,
    label,
    figure: `${countText(used)}/${countText(most)}`,
    share: shareOf(used, most),
    note: resetsAt === null ? undefined : `${dateTimeText(resetsAt)} 重新算`,
    isNear: shareOf(used, most) >= NEARLY,
  }));
}
