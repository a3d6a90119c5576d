import type { ConsentAnswer } from '@dianquan/shared/push-channels';
import Taro from '@tarojs/taro';
import { askDemoForSubscription } from './demo-bridge';
import { h5Subscribe } from './h5/h5-subscribe';
import type { SubscriptionTold } from './subscription-told';

export type SubscribeAnswer = { platformId: string; answer: ConsentAnswer; keeps: boolean };

/** Everything is switched off in WeChat's settings: a no to all, without a question. */
const ALL_OFF = 20004;
/** The platform asks about so many templates at a time. */
const MOST = 3;
const ANSWERS: readonly string[] = ['accept', 'reject', 'ban', 'filter'] satisfies ConsentAnswer[];

/**
 * WeChat's own sheet that asks whether we may send a message. To be called at once in a tap: the platform refuses it later than that.
 * Empty where nothing could be asked.
 */
export async function subscribe(platformIds: readonly string[]): Promise<SubscribeAnswer[]> {
  const asked = platformIds.slice(0, MOST);
  if (asked.length === 0) return [];
  try {
    const told = await (process.env.TARO_ENV === 'h5' ? askedOnH5(asked) : askedInWechat(asked));
    return answersOf(asked, told);
  } catch (error) {
    const isAllOff = (error as { errCode?: number } | undefined)?.errCode === ALL_OFF;
    return isAllOff ? asked.map((platformId) => ({ platformId, answer: 'reject' as const, keeps: false })) : [];
  }
}

/** Opens WeChat's settings of this app, where what is kept for good can be changed. False where there are none. */
export async function openMessageSettings(): Promise<boolean> {
  try {
    await Taro.openSetting({ withSubscriptions: true });
    return true;
  } catch {
    return false;
  }
}

async function askedInWechat(tmplIds: string[]): Promise<SubscriptionTold> {
  const answer = await Taro.requestSubscribeMessage({ tmplIds } as Parameters<typeof Taro.requestSubscribeMessage>[0]);
  const kept = await Taro.getSetting({ withSubscriptions: true }).catch(() => null);
  const { itemSettings = {} } = (kept?.subscriptionsSetting ?? {}) as { itemSettings?: Record<string, unknown> };
  return { answer: { ...answer }, itemSettings };
}

/** A browser has no WeChat: the phones page shows the sheet, or the simulator is asked from here. */
async function askedOnH5(tmplIds: string[]): Promise<SubscriptionTold> {
  const told = (await askDemoForSubscription(tmplIds)) ?? (await h5Subscribe(tmplIds));
  if (told.answer.errMsg === 'requestSubscribeMessage:ok') return told;
  throw told.answer;
}

function answersOf(asked: string[], { answer, itemSettings }: SubscriptionTold): SubscribeAnswer[] {
  return asked.flatMap((platformId) => {
    const said = ANSWERS.find((one) => one === answer[platformId]) as ConsentAnswer | undefined;
    return said ? [{ platformId, answer: said, keeps: itemSettings[platformId] === said }] : [];
  });
}
