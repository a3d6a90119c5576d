import { dateTimeText } from '@dianquan/shared/time-text';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { AnswerView } from '@/components/answer-view';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { PageFrame } from '@/components/page-frame';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { Tag } from '@/components/tag';
import { hasRole, useActor } from '@/features/session/use-actor';
import { type Warehouse, WarehouseSheet } from '@/features/stock/components/warehouse-sheet';
import { useAnswer } from '@/platform/query';

/** Where goods lie, in the order in which orders are served from there. */
export default function WarehousesPage() {
  const mayWrite = hasRole(useActor(), 'manager', 'admin');
  const answer = useAnswer('warehouses.list', undefined, { staleTime: 0 });
  const [editing, setEditing] = useState<Warehouse | 'new' | null>(null);
  const all = answer.data?.items ?? [];
  const open = all.filter(({ closedAt }) => closedAt === null);
  const row = (warehouse: Warehouse, value: string | null) => (
    <Row
      key={warehouse.id}
      icon="box"
      title={warehouse.name}
      text={warehouse.closedAt ? `${dateTimeText(warehouse.closedAt)} 关闭` : warehouse.address || '没有写地址'}
      value={value ?? <Tag>已关闭</Tag>}
      onTap={mayWrite ? () => setEditing(warehouse) : undefined}
    />
  );
  return (
    <PageFrame
      bar={
        mayWrite && (
          <ActionBar note="排在前面的先发货；一个仓不够，才从下一个补">
            <Button icon="plus" label="加一个仓库" onTap={() => setEditing('new')} />
          </ActionBar>
        )
      }
    >
      <AnswerView answer={answer} skeleton="line">
        {({ items }) => (
          <>
            <Section title="发货次序" flush>
              {open.map((warehouse, at) => row(warehouse, open.length > 1 ? `第 ${at + 1} 个` : ''))}
              {open.length === 0 && <EmptyState icon="box" title="还没有仓库" text="没有仓库就没有库存，门店什么也订不了。" />}
            </Section>
            {items.length > open.length && (
              <Section title="不再使用" flush>
                {items.filter(({ closedAt }) => closedAt !== null).map((warehouse) => row(warehouse, null))}
              </Section>
            )}
          </>
        )}
      </AnswerView>
      {editing && (
        <WarehouseSheet
          key={editing === 'new' ? 'new' : editing.id}
          warehouse={editing === 'new' ? null : editing}
          open={open}
          onClose={() => setEditing(null)}
        />
      )}
    </PageFrame>
  );
}
