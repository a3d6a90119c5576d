import type { FastifyInstance } from 'fastify';
import type { FlaggedWord } from '../limits';
import { PlatformError } from '../platform-error';
import { type Fields, platformRoute } from '../platform-route';
import type { World } from '../state/world';
import { checkSceneAndUser, traceId } from './checked-content';
import { appOfToken } from './credentials';

const PROFILE_SCENE = 1;

interface Finding {
  suggest: 'risky' | 'review' | 'pass';
  label: number;
  keyword?: string;
}

export function contentSecurityRoutes(scope: FastifyInstance, world: World): void {
  platformRoute(scope, world, 'api', 'POST', '/wxa/msg_sec_check', (call) => {
    const { appId } = appOfToken(world, call);
    const body = call.json();
    const { textCheck } = world.limits;
    if (!world.rates.take(`msg_sec_check/${appId}`, textCheck.rates)) throw new PlatformError(45009);
    if (typeof body.content !== 'string' || body.content === '') throw new PlatformError(44002);
    if ([...body.content].length > textCheck.contentMax) throw new PlatformError(world.limits.unverifiedCodes.contentTooLong);
    if (Number(body.version ?? 1) !== 2) return firstVersion(world, body.content);
    checkSceneAndUser(world, body);
    const finding = judge(world, textsOf(body).join('\n'));
    return {
      errcode: 0,
      errmsg: 'ok',
      result: { suggest: finding.suggest, label: finding.label },
      detail: detailOf(finding),
      trace_id: traceId(world),
    };
  });
}

/** The old interface said it with a code, the new one answers 0 and says it in the result. */
function firstVersion(world: World, content: string): object {
  if (judge(world, content).suggest === 'risky') throw new PlatformError(87014);
  return { errcode: 0, errmsg: 'ok' };
}

function textsOf({ content, title, nickname, signature, scene }: Fields): string[] {
  return [content, title, nickname, scene === PROFILE_SCENE ? signature : undefined].filter((text) => typeof text === 'string');
}

/** Spaces and full-width letters between the characters of a word do not hide it. */
function judge(world: World, text: string): Finding {
  const plain = text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
  const found = (words: FlaggedWord[]): FlaggedWord | undefined => words.find(({ word }) => plain.includes(word.toLowerCase()));
  const risky = found(world.limits.textCheck.riskyWords);
  if (risky) return { suggest: 'risky', label: risky.label, keyword: risky.word };
  const doubtful = found(world.limits.textCheck.reviewWords);
  return doubtful ? { suggest: 'review', label: doubtful.label, keyword: doubtful.word } : { suggest: 'pass', label: 100 };
}

function detailOf({ suggest, label, keyword }: Finding): object[] {
  const model = { strategy: 'content_model', errcode: 0, suggest, label, prob: suggest === 'pass' ? 1 : 90 };
  if (keyword === undefined) return [model];
  return [model, { strategy: 'keyword', errcode: 0, suggest, label, level: suggest === 'risky' ? 90 : 20, keyword }];
}
