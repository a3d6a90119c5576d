import type { Audience } from '@dianquan/shared/contract/announcements';
import { countText } from '@dianquan/shared/money';
import { useAnswer } from '@/platform/query';
import { useSettled } from '@/platform/settled';
import { isNobody } from './composition';

export type AudienceCount = { answer: { shops: number; people: number } | undefined; words: string };

/** How many it would reach, counted when the choosing pauses. */
export function useAudienceCount(audience: Audience): AudienceCount {
  const settled = useSettled(audience, 350);
  const nobody = isNobody(audience);
  const asked = useAnswer('announcements.countAudience', { body: settled }, { enabled: !nobody, staleTime: 30_000 });
  const isCurrent = JSON.stringify(settled) === JSON.stringify(audience);
  if (nobody) return { answer: undefined, words: '还没选发给谁' };
  if (!isCurrent || asked.isPending) return { answer: undefined, words: '正在计算…' };
  if (!asked.data) return { answer: undefined, words: '暂时算不出会送达多少家' };
  return { answer: asked.data, words: reachWords(asked.data) };
}

export function reachWords({ shops, people }: { shops: number; people: number }): string {
  return shops === 0 ? '没有门店会收到，换一换范围' : `将送达 ${countText(shops)} 家 · ${countText(people)} 人`;
}
