import { View } from '@tarojs/components';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { PageFrame } from '@/components/page-frame';
import { Row } from '@/components/row';
import { placedCategories } from '@/features/products-admin/categories';
import { CategorySheet } from '@/features/products-admin/components/category-sheet';
import { useAnswer } from '@/platform/query';

/** The tree of categories, each below its parent. */
export default function CategoriesPage() {
  const answer = useAnswer('categories.list');
  const [editing, setEditing] = useState<number | 'new' | null>(null);
  const all = placedCategories(answer.data?.items ?? []);
  return (
    <PageFrame
      bar={
        <ActionBar>
          <Button icon="plus" label="新增分类" onTap={() => setEditing('new')} />
        </ActionBar>
      }
    >
      <AnswerView answer={answer} skeleton="line">
        {() => (
          <View>
            {all.map(({ id, name, depth, products }) => (
              <Row
                key={id}
                title={`${'　'.repeat(depth)}${name}`}
                strong={depth === 0}
                value={`${products} 种`}
                onTap={() => setEditing(id)}
              />
            ))}
            {all.length === 0 && <EmptyState icon="list" title="还没有分类" text="先建最上层的几类，再往下分。" />}
          </View>
        )}
      </AnswerView>
      {editing !== null && (
        <CategorySheet key={editing} category={all.find(({ id }) => id === editing) ?? null} all={all} onClose={() => setEditing(null)} />
      )}
    </PageFrame>
  );
}
