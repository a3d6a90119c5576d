import type { AnnouncementView, Audience } from '@dianquan/shared/contract/announcements';
import { type ReactNode, useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import type { Composition } from '../composition';
import { useCompose } from '../use-compose';
import type { ForecastAsked } from '../use-forecast';
import type { Saved } from '../use-saved';
import { contentWords, forecastWords, publishLabel, SAVE_ZH, timeWords } from '../words';
import { AudienceStep } from './audience-step';
import { ContentStep } from './content-step';
import { FoldStep } from './fold-step';
import { PreviewBar } from './preview-bar';
import { QuestionField } from './question-field';
import { TimeStep } from './time-step';

export type ShopPicking = { title: string; chosen: number[]; onDone: (shopIds: number[]) => void; onClose: () => void };
type Props = {
  saved: Saved | null;
  audience?: Audience;
  preview: (given: Composition) => ReactNode;
  pickShops: (picking: ShopPicking) => ReactNode;
  /** How many each channel will reach, and how it looks there. */
  reach: (asked: ForecastAsked, given: Composition) => ReactNode;
  looks: (forecast: ForecastAsked['answer']) => ReactNode;
  onPublished: (view: AnnouncementView) => void;
};

/** Four steps on one page that fold; kept by itself; one button that says whom it will reach. */
export function ComposeForm({ saved, audience, preview, pickShops, reach, looks, onPublished }: Props) {
  const compose = useCompose(saved, audience, onPublished);
  const { given, change, faultOf, count, open, toggle } = compose;
  const [picking, setPicking] = useState<'shopIds' | 'excludeShopIds' | null>(null);
  const step = { given, change, faultOf };
  const fold = (name: 'content' | 'audience' | 'time' | 'preview') => ({
    open: open === name,
    faulty: compose.isFaulty(name),
    onToggle: () => toggle(name),
  });
  return (
    <PageFrame
      bar={
        <ActionBar note={`${count.words} · ${SAVE_ZH[compose.saving]}`}>
          <Button label={publishLabel(count.answer?.shops, given.publishAt !== null)} busyLabel="正在发布…" onTap={compose.publish} />
        </ActionBar>
      }
    >
      <FoldStep number={1} title="内容" words={contentWords(given)} {...fold('content')}>
        <ContentStep {...step} />
        <QuestionField given={given} change={change} fault={faultOf('question')} />
      </FoldStep>
      <FoldStep number={2} title="发给谁" words={count.words} {...fold('audience')}>
        <AudienceStep {...step} count={count} onPickShops={setPicking} />
      </FoldStep>
      <FoldStep
        number={3}
        title="何时与提醒"
        words={[timeWords(given), forecastWords(compose.forecast.answer)].filter(Boolean).join(' · ')}
        {...fold('time')}
      >
        <TimeStep {...step} />
        {reach(compose.forecast, given)}
      </FoldStep>
      <FoldStep number={4} title="预览" words="门店看到的样子" {...fold('preview')}>
        {preview(given)}
        <PreviewBar given={given} />
        {looks(compose.forecast.answer)}
      </FoldStep>
      {picking &&
        pickShops({
          title: picking === 'shopIds' ? '再加几家门店' : '不发给这几家门店',
          chosen: given.audience[picking],
          onClose: () => setPicking(null),
          onDone: (shopIds) => {
            setPicking(null);
            change({ audience: { ...given.audience, [picking]: shopIds } });
          },
        })}
    </PageFrame>
  );
}
