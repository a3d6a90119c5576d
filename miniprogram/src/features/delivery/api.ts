import type { TemplateUse } from '@dianquan/shared/push-channels';
import type { Answer } from '@/platform/contract';
import { sendLater } from '@/platform/offline-queue';
import { invalidate, putAnswer, useAnswer } from '@/platform/query';
import { call } from '@/platform/request';
import { useSession } from '@/platform/session';
import { subscribe } from '@/platform/subscribe';
import { toastError } from '@/platform/toast';

export type Consent = Answer<'delivery.consents'>['items'][number];
type Choice = 'announcements' | 'orders' | 'community';

/** What may still be sent, and what may be asked; only where messages can reach at all, which is not in WeCom. */
export function useConsents({ fresh = false } = {}) {
  const inWechat = useSession(({ actor }) => actor?.provider === 'wechat');
  return useAnswer('delivery.consents', {}, { enabled: inWechat, staleTime: fresh ? 0 : 60_000 });
}

/** What a tap would ask about. */
export const askable = (consents: readonly Consent[], uses: readonly TemplateUse[], wanted = false): Consent[] =>
  consents.filter(({ use, mayAsk }) => uses.includes(use) && (wanted || mayAsk));

/**
 * Asks for one message of each of these uses, in a tap. Whoever said no lately is left in peace; `wanted` is a tap on exactly this wish,
 * which is no nagging. What was answered is told to the server, also when the network comes back later.
 */
export async function askFor(
  consents: readonly Consent[],
  uses: readonly TemplateUse[],
  wanted = false,
): Promise<'accepted' | 'refused' | 'unasked'> {
  const about = askable(consents, uses, wanted);
  const answers = await subscribe(about.map(({ platformId }) => platformId));
  if (answers.length === 0) return 'unasked';
  void sendLater('delivery.recordConsent', { body: { askId: newAskId(), answers } }).then(() => invalidate('delivery.consents'));
  return answers.some(({ answer }) => answer === 'accept') ? 'accepted' : 'refused';
}

export function usePreferences() {
  return useAnswer('delivery.preferences', {});
}

/** Shows at once; taken back when it could not be kept. */
export async function choose(choice: Choice, on: boolean, before: Record<Choice, boolean>): Promise<void> {
  putAnswer('delivery.preferences', {}, () => ({ ...before, [choice]: on }));
  try {
    await call('delivery.setPreferences', { body: { ...before, [choice]: on } });
  } catch (error) {
    putAnswer('delivery.preferences', {}, () => before);
    toastError(error);
  }
}

/** Tells the askings of one phone apart. */
function newAskId(): string {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;
}
