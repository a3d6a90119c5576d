import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { hasRole, useActor } from '@/features/session/use-actor';
import { ShopFilters } from '@/features/shop-choice/components/shop-filters';
import { ShopLine } from '@/features/shop-choice/components/shop-line';
import { choicesIn, NO_FILTER, queryOf } from '@/features/shop-choice/shop-words';
import { saveFile } from '@/platform/files';
import { goTo } from '@/platform/navigation';
import { usePages } from '@/platform/query';
import './index.scss';

/** All shops that one may see, narrowed, exported, and the way to the import. */
export default function ManagedShopsPage() {
  const [filter, setFilter] = useState(NO_FILTER);
  const shops = usePages('shops.list', { query: queryOf(filter) });
  const actor = useActor();
  const narrowed = filter.q !== '' || choicesIn(filter) > 0;
  const exportThem = () => saveFile('shops.export', { query: queryOf(filter) }, '门店.xlsx');
  const imports = { label: '导入门店', onTap: () => goTo('import') };
  return (
    <PageFrame
      bar={
        hasRole(actor, 'manager', 'office', 'admin') && (
          <ActionBar>
            <Button kind="quiet" icon="download" label="导出" busyLabel="正在导出…" onTap={exportThem} />
            <Button icon="upload" {...imports} />
          </ActionBar>
        )
      }
    >
      <ShopFilters filter={filter} onChange={setFilter} />
      <PagedList
        pages={shops}
        keyOf={({ id }) => id}
        row={(shop) => <ShopLine shop={shop} onTap={() => goTo('shop', { id: shop.id })} />}
        empty={
          narrowed
            ? {
                icon: 'search',
                title: '没有符合的门店',
                text: '少选一个条件，或换个词。',
                action: { label: '清除条件', onTap: () => setFilter(NO_FILTER) },
              }
            : { icon: 'shop', title: '还没有门店', text: '把手头的客户表（xlsx 或 csv）导进来就有了。', action: imports }
        }
      />
    </PageFrame>
  );
}
