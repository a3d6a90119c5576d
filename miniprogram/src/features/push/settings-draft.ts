import type { PushSettings, PushSettingsView } from '@dianquan/shared/contract/delivery';
import { INBOX, type PushChannel } from '@dianquan/shared/push-channels';

/** Figures as they are typed. */
export type Figures = Record<'weeklyCap' | 'mergeMinutes' | 'fallbackHours' | 'callAfterHours', string>;

const LIMITS: Record<keyof Figures, { least: number; most: number }> = {
  weeklyCap: { least: 0, most: 100 },
  mergeMinutes: { least: 0, most: 240 },
  fallbackHours: { least: 1, most: 168 },
  callAfterHours: { least: 1, most: 336 },
};
const FIELDS = Object.keys(LIMITS) as (keyof Figures)[];

export function figuresOf(settings: PushSettings): Figures {
  return Object.fromEntries(FIELDS.map((field) => [field, String(settings[field])])) as Figures;
}

export function figureFault(field: keyof Figures, typed: string): string | null {
  const { least, most } = LIMITS[field];
  return /^\d{1,3}$/.test(typed) && Number(typed) >= least && Number(typed) <= most ? null : `${least} 到 ${most} 的整数`;
}

/** As it is saved; null while a figure is out of bounds. */
export function settingsOf(draft: PushSettings, figures: Figures): PushSettings | null {
  if (FIELDS.some((field) => figureFault(field, figures[field]) !== null)) return null;
  return { ...draft, ...Object.fromEntries(FIELDS.map((field) => [field, Number(figures[field])])) };
}

export const HOURS = Array.from({ length: 24 }, (_, hour) => ({ key: hour, label: `${String(hour).padStart(2, '0')}:00` }));

export function quietWords({ quietFrom, quietUntil }: Pick<PushSettings, 'quietFrom' | 'quietUntil'>): string {
  if (quietFrom === quietUntil) return '起止一样，就是没有安静时段';
  const words = (hour: number) => HOURS[hour]?.label;
  return `${words(quietFrom)} 到${quietFrom > quietUntil ? '第二天 ' : ' '}${words(quietUntil)} 只发订单消息，别的等到之后`;
}

/** The inbox has everything and is no choice; the others are tried in this order. */
export const triedOf = ({ channels }: Pick<PushSettings, 'channels'>): PushChannel[] => channels.filter((one) => one !== INBOX);
export const unusedOf = ({ channels, known }: Pick<PushSettingsView, 'channels' | 'known'>): PushSettingsView['known'] =>
  known.filter(({ channel }) => channel !== INBOX && !channels.includes(channel));

const withTried = (tried: PushChannel[]): PushChannel[] => [INBOX, ...tried];

export function withEarlier(settings: Pick<PushSettings, 'channels'>, channel: PushChannel): PushChannel[] {
  const tried = triedOf(settings);
  const at = tried.indexOf(channel);
  if (at < 1) return withTried(tried);
  return withTried([...tried.slice(0, at - 1), channel, ...tried.slice(at - 1).filter((one) => one !== channel)]);
}

export function withChannel(settings: Pick<PushSettings, 'channels'>, channel: PushChannel, used: boolean): PushChannel[] {
  const others = triedOf(settings).filter((one) => one !== channel);
  return withTried(used ? [...others, channel] : others);
}
