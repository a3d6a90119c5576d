import { AppError } from '../../platform/errors';
import { PlatformRefusal } from '../../platform/wechat/authorised-calls';
import { Unanswered } from '../../platform/wechat/platform-http';
import { SUBSCRIPTION_PATH } from '../../platform/wechat/wechat-messages';
import type { Outcome } from './channel';

const MINUTE = 60_000;
const DAY = 86_400_000;
const SHANGHAI = 8 * 3_600_000;

/** Nothing of what they agreed to is left, or they switched messages off. */
export const NOTHING_LEFT = 43101;
/** Nobody the platform knows under this id, or not for this mini-program. */
export const NOBODY = [40003, 43104];
export const NO_TEMPLATE = 40037;
const BAD_VALUE = 47003;
const NO_PAGE = 41030;
const DAY_USED_UP = 45009;
const MINUTE_USED_UP = 45011;
const BUSY = -1;
const TOKEN = [40001, 40014, 42001];

/** How a refusal of the platform reads, and what follows from it. */
export function outcomeOf(error: unknown, now: number): Outcome {
  if (error instanceof PlatformRefusal) return refusalOf(error, now);
  // What failed on another path, such as that of the token, failed before anything was sent.
  const isAmbiguous = error instanceof Unanswered && error.isOf(SUBSCRIPTION_PATH) && error.mayHaveArrived;
  if (isAmbiguous) return { state: 'unknown', reason: '微信没有回应，可能已送达' };
  if (error instanceof AppError) return { state: 'later', code: 0, until: now + MINUTE, pausesChannel: false, reason: '连接不上微信' };
  throw error;
}

function refusalOf({ errcode, detail }: PlatformRefusal, now: number): Outcome {
  const refused = (permanent: boolean, reason: string): Outcome => ({ state: 'refused', code: errcode, permanent, reason });
  const later = (until: number, reason: string, pausesChannel = true): Outcome => ({
    state: 'later',
    code: errcode,
    until,
    pausesChannel,
    reason,
  });
  if (errcode === NOTHING_LEFT) return refused(true, '对方没有剩余的订阅次数');
  if (NOBODY.includes(errcode)) return refused(true, '微信不认识这个用户');
  if (errcode === NO_TEMPLATE) return refused(true, '消息模板已失效');
  if (errcode === BAD_VALUE) return { state: 'broken', code: errcode, reason: `模板字段不符合要求：${fieldNamed(detail)}` };
  if (errcode === NO_PAGE) return { state: 'broken', code: errcode, reason: '消息要打开的页面在已发布的小程序里不存在' };
  if (errcode === DAY_USED_UP) return later(nextDay(now), '今天的发送量已到微信的上限');
  if (errcode === MINUTE_USED_UP) return later(now + MINUTE, '发送太快，微信要求稍后再试');
  if (errcode === BUSY) return later(now + MINUTE / 2, '微信系统繁忙', false);
  if (TOKEN.includes(errcode)) return later(now + MINUTE, '微信不认可访问令牌');
  return later(now + 10 * MINUTE, `微信拒绝发送（${errcode}）`);
}

/** The platform names the field: `argument invalid! data.thing1.value invalid rid: …`. */
function fieldNamed(detail: string): string {
  return /data\.([a-z_]+\d+)/.exec(detail)?.[1] ?? '未说明是哪个字段';
}

const nextDay = (now: number): number => (Math.floor((now + SHANGHAI) / DAY) + 1) * DAY - SHANGHAI;
