import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { PageFrame } from '@/components/page-frame';
import { Section } from '@/components/section';
import { FieldRow } from '@/features/admin/components/field-row';
import { FieldSheet } from '@/features/admin/components/field-sheet';
import { type CustomField, movedUp } from '@/features/admin/field-values';
import { useAnswer, useCommand } from '@/platform/query';
import { toastError } from '@/platform/toast';

/** What this supplier notes about shops beyond the usual. */
export default function CustomFieldsPage() {
  const answer = useAnswer('customFields.list');
  const [open, setOpen] = useState<CustomField | 'new' | null>(null);
  const place = useCommand('customFields.update', { refresh: ['customFields.list'] });
  const fields = answer.data?.items ?? [];
  const moveUp = async (at: number) => {
    try {
      for (const { id, position } of movedUp(fields, at)) await place.mutateAsync({ params: { id }, body: { position } });
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <PageFrame
      bar={
        <ActionBar>
          <Button icon="plus" label="添加字段" onTap={() => setOpen('new')} />
        </ActionBar>
      }
    >
      <AnswerView answer={answer} skeleton="line">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="list" title="还没有自定义字段" text="想记店面面积、开店年份？加一个字段，业务员填门店时就能填。" />
          ) : (
            <Section title="业务员填写门店资料时按这个顺序出现" flush>
              {items.map((field, at) => (
                <FieldRow key={field.id} field={field} onOpen={() => setOpen(field)} onUp={at === 0 ? undefined : () => moveUp(at)} />
              ))}
            </Section>
          )
        }
      </AnswerView>
      {open !== null && <FieldSheet field={open === 'new' ? null : open} position={fields.length} onClose={() => setOpen(null)} />}
    </PageFrame>
  );
}
