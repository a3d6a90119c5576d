import { offerFault } from '@/components/offer-draft';
import { type Composition, isNobody, isWhole } from './composition';
import { richBlocks } from './draft-blocks';

export type Step = 'content' | 'audience' | 'time' | 'preview';
export type ComposeFault = { step: Step; field: string; zh: string };

/** What keeps it from being published, in the order of the page. `inTheWay`: what the forecast of its sending says. */
export function publishFaults(
  given: Composition,
  audience: { people: number } | undefined,
  now: number,
  inTheWay: readonly string[] = [],
): ComposeFault[] {
  const sending = inTheWay.map((zh): ComposeFault => ({ step: 'time', field: 'sending', zh }));
  return [...contentFaults(given), ...audienceFaults(given, audience), ...timeFaults(given, now), ...sending];
}

export function contentFaults(given: Composition): ComposeFault[] {
  const faults: ComposeFault[] = [];
  const add = (field: string, zh: string) => faults.push({ step: 'content', field, zh });
  if (given.title.trim() === '') add('title', '写一个标题');
  if (richBlocks(given.blocks).length === 0 && given.files.length === 0) add('blocks', '正文还是空的');
  if (given.button && (given.button.label.trim() === '' || given.button.page === '')) add('button', '按钮的文字和页面都要有');
  if (given.question && !isWhole(given.question)) add('question', '写全问题和两个答案，或者关掉它');
  if (given.question && isWhole(given.question) && given.question.answers[0].trim() === given.question.answers[1].trim())
    add('question', '两个答案不能一样');
  const offer = offerFault(given.offer);
  if (offer) add('offer', offer);
  return faults;
}

function audienceFaults({ audience }: Composition, count: { people: number } | undefined): ComposeFault[] {
  if (isNobody(audience)) return [{ step: 'audience', field: 'audience', zh: '选择发给谁' }];
  return count?.people === 0 ? [{ step: 'audience', field: 'audience', zh: '没有人会收到，请调整发送范围' }] : [];
}

function timeFaults({ publishAt, openUntil }: Composition, now: number): ComposeFault[] {
  const faults: ComposeFault[] = [];
  if (publishAt !== null && Date.parse(publishAt) <= now)
    faults.push({ step: 'time', field: 'publishAt', zh: '定时时间已过，请选将来的时间' });
  if (openUntil !== null && Date.parse(openUntil) <= (publishAt === null ? now : Date.parse(publishAt)))
    faults.push({ step: 'time', field: 'openUntil', zh: '截止时间要晚于发布时间' });
  return faults;
}

/** The lines of what is offered are sent by themselves. */
const FIELD_OF: Record<string, string> = { lines: 'offer' };
const STEP_OF: Record<string, Step> = { audience: 'audience', publishAt: 'time', openUntil: 'time' };

/** A fault that the API names (`blocks.2.text`), put at its step. */
export function faultFromApi({ field, zh }: { field: string; zh: string }): ComposeFault {
  const top = field.replace(/^body\./, '').split('.')[0] ?? '';
  return { step: STEP_OF[top] ?? 'content', field: FIELD_OF[top] ?? top, zh };
}
