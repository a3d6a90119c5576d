import { countText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { Chips } from '@/components/chips';
import { Figure } from '@/components/figure';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Row } from '@/components/row';
import { SearchBox } from '@/components/search-box';
import { TabStrip } from '@/components/tab-strip';
import { Tag } from '@/components/tag';
import { goTo, usePageQuery } from '@/platform/navigation';
import { useAnswer, usePages } from '@/platform/query';
import './index.scss';

type Tab = 'all' | 'low';

/** What there is of everything; 快没货了 is what has fallen below its threshold. */
export default function StockPage() {
  const query = usePageQuery();
  const [tab, setTab] = useState<Tab>(query.low === 'true' ? 'low' : 'all');
  const [q, setQ] = useState('');
  const [warehouse, setWarehouse] = useState(0);
  const warehouses = useAnswer('warehouses.list').data?.items.filter(({ closedAt }) => closedAt === null) ?? [];
  const pages = usePages('stock.list', {
    query: { q: q || undefined, low: tab === 'low' ? 'true' : undefined, warehouseId: warehouse || undefined },
  });
  useDidShow(() => void pages.refresh());
  return (
    <PageFrame>
      <SearchBox value={q} onChange={setQ} placeholder="货名、编码" />
      <TabStrip
        current={tab}
        onChange={setTab}
        tabs={[
          { key: 'all', label: '全部' },
          { key: 'low', label: '快没货了' },
        ]}
      />
      {warehouses.length > 1 && (
        <View className="stock__warehouses">
          <Chips
            options={[{ key: 0, label: '全部仓库' }, ...warehouses.map(({ id, name }) => ({ key: id, label: name }))]}
            chosen={[warehouse]}
            onChange={([id = 0]) => setWarehouse(id)}
          />
        </View>
      )}
      <PagedList
        skeleton="text"
        pages={pages}
        keyOf={({ skuId }) => skuId}
        row={(stock) => (
          <Row
            wrap
            title={`${stock.productName} ${stock.spec}`}
            text={`${stock.skuCode} · 在库 ${countText(stock.onHand)}，占用 ${countText(stock.reserved)}${stock.backOrdered > 0 ? `，欠 ${countText(stock.backOrdered)}` : ''}`}
            value={
              <Figure below={stock.low ? <Tag tone="danger">{lowText(stock.warehouses)}</Tag> : '可卖'}>
                {countText(stock.available)} {stock.baseUnit}
              </Figure>
            }
            onTap={() => goTo('stockItem', { skuId: stock.skuId })}
          />
        )}
        empty={
          tab === 'low'
            ? { icon: 'check', title: '没有快没货的' }
            : { icon: 'box', title: '没有找到', text: '换个说法，或只输入两三个字。' }
        }
      />
    </PageFrame>
  );
}

/** A threshold is a warehouse's: where there are several, the total says nothing about it. */
function lowText(warehouses: { name: string; available: number; lowBelow: number | null; low: boolean }[]): string {
  const short = warehouses.find(({ low }) => low);
  if (!short) return '快没货了';
  return warehouses.length > 1 ? `${short.name}剩 ${countText(short.available)}` : `低于 ${short.lowBelow ?? ''}`;
}
