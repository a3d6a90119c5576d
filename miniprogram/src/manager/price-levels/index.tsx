import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { forWhom, levelText } from '@/features/prices-admin/level-draft';
import { hasRole, useActor } from '@/features/session/use-actor';
import { goTo } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';

/** Price levels, in the order that breaks ties. */
export default function PriceLevelsPage() {
  const mayWrite = hasRole(useActor(), 'manager', 'admin');
  const answer = useAnswer('priceLevels.list', undefined, { staleTime: 0 });
  return (
    <PageFrame
      bar={
        mayWrite && (
          <ActionBar>
            <Button icon="plus" label="新增价格等级" onTap={() => goTo('priceLevelEdit')} />
          </ActionBar>
        )
      }
    >
      <NoticeStrip>一家店有几个等级时，按最便宜的算；专门给它的价格更优先。</NoticeStrip>
      <AnswerView answer={answer} skeleton="line">
        {({ items }) => (
          <Section flush>
            {items.map((level) => (
              <Row
                key={level.id}
                icon="tag"
                title={level.name}
                text={forWhom(level)}
                value={levelText(level)}
                onTap={mayWrite ? () => goTo('priceLevelEdit', { id: level.id }) : undefined}
              />
            ))}
            {items.length === 0 && <EmptyState icon="tag" title="还没有价格等级" text="没有等级时，门店都按标价。" />}
          </Section>
        )}
      </AnswerView>
    </PageFrame>
  );
}
