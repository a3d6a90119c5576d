import { AppError } from '../../platform/errors';
import { PlatformRefusal } from '../../platform/wechat/authorised-calls';
import { Unanswered } from '../../platform/wechat/platform-http';
import type { Outcome } from '../channels/channel';

const MINUTE = 60_000;
const TOO_MANY = [45009, 45033];
const TOKEN = [40001, 40014, 42001];
const BUSY = -1;
/** The corp, the app or its rights are not as they must be: until somebody sets them right, nobody is reached. */
const NOT_SET_UP: Record<number, string> = {
  301002: '应用没有发送消息的权限',
  48002: '接口没有授权',
  60020: '服务器地址不在可信名单内',
  60011: '应用没有这些成员的权限',
  40056: '应用编号不正确',
  40013: '企业编号不正确',
};

/** What a failed call means for everybody it was for. `path`: of the call; what failed on another path failed before it. */
export function outcomeOfFailure(error: unknown, path: string, now: number): Outcome {
  if (error instanceof PlatformRefusal) return outcomeOfRefusal(error, now);
  if (error instanceof Unanswered && error.isOf(path) && error.mayHaveArrived)
    return { state: 'unknown', reason: '企业微信没有回应，可能已送达' };
  if (error instanceof AppError) return { state: 'later', code: 0, until: now + MINUTE, pausesChannel: false, reason: '连接不上企业微信' };
  throw error;
}

function outcomeOfRefusal({ errcode, detail }: PlatformRefusal, now: number): Outcome {
  const later = (minutes: number, pausesChannel: boolean, reason: string): Outcome => ({
    state: 'later',
    code: errcode,
    until: now + minutes * MINUTE,
    pausesChannel,
    reason,
  });
  // A minute's limit shuts the door for a minute; an hour's is met again after that and waited for in the same steps.
  if (TOO_MANY.includes(errcode)) return later(1, true, '调用次数超过企业微信的限制');
  if (TOKEN.includes(errcode)) return later(1, true, '企业微信不认可访问令牌');
  if (errcode === BUSY) return later(1, false, '企业微信系统繁忙');
  const reason = NOT_SET_UP[errcode];
  if (reason) return later(10, true, reason);
  return { state: 'broken', code: errcode, reason: detail || '企业微信拒绝了这条消息' };
}
