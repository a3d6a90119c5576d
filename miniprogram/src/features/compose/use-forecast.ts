import type { Forecast } from '@dianquan/shared/contract/delivery';
import type { Input } from '@/platform/contract';
import { useAnswer } from '@/platform/query';
import { useSettled } from '@/platform/settled';
import { type Composition, isNobody } from './composition';
import { excerptOf } from './draft-blocks';

export type ForecastAsked = { answer: Forecast | undefined; words: string };

/** How each channel will carry it, asked when the writing pauses. */
export function useForecast(given: Composition): ForecastAsked {
  const body = forecastBody(given);
  const settled = useSettled(body, 800);
  const isReady = !isNobody(given.audience) && body.title !== '';
  const asked = useAnswer('delivery.forecast', { body: settled }, { enabled: isReady && settled.title !== '', staleTime: 30_000 });
  const isCurrent = JSON.stringify(settled) === JSON.stringify(body);
  if (!isReady) return { answer: undefined, words: '写好标题、选好发给谁，就能看到每个通道通知到多少人' };
  if (!isCurrent || asked.isPending) return { answer: undefined, words: '正在算每个通道能通知到多少人…' };
  return { answer: asked.data, words: '暂时算不出各通道的人数，不影响发布' };
}

export function forecastBody(given: Composition): Input<'delivery.forecast'>['body'] & { title: string } {
  const { audience, title, blocks, mustAcknowledge, question } = given;
  return { audience, title: title.trim(), summary: excerptOf(blocks), mustAcknowledge: mustAcknowledge || question !== null };
}
