import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { FailedState } from '@/components/failed-state';
import { Icon } from '@/components/icon';
import { shortRegion } from '@/components/region-text';
import { Row } from '@/components/row';
import { SearchBox } from '@/components/search-box';
import { Skeleton } from '@/components/skeleton';
import { usePages } from '@/platform/query';

type Props = { staffId: number; chosen: number[]; onChange: (chosen: number[]) => void };

/** Shops of one salesperson, to tick; a ticked one stays so while one searches on. */
export function ShopChoice({ staffId, chosen, onChange }: Props) {
  const [q, setQ] = useState('');
  const shops = usePages('shops.list', { query: { ownerStaffId: staffId, limit: 30, ...(q === '' ? {} : { q }) } });
  const toggle = (id: number) => onChange(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
  return (
    <View>
      <SearchBox value={q} placeholder="店名、编号、电话" onChange={setQ} />
      {shops.state === 'failed' && <FailedState error={shops.error} onRetry={shops.refresh} />}
      {shops.state === 'loading' && <Skeleton shape="line" />}
      {shops.items.map(({ id, name, regionName, address }) => {
        const isChosen = chosen.includes(id);
        return (
          <View key={id} ariaRole="checkbox" ariaLabel={isChosen ? `${name}，已选` : name} onClick={() => toggle(id)}>
            <Row
              lead={<Icon name={isChosen ? 'check' : 'plus'} size={40} colour={isChosen ? 'pine' : 'faint'} />}
              title={name}
              text={[shortRegion(regionName), address].filter(Boolean).join(' ')}
              strong={isChosen}
            />
          </View>
        );
      })}
      {shops.state === 'ready' && shops.items.length === 0 && <EmptyState icon="search" title="没有找到门店" text="换个说法试试。" />}
      {shops.more && <Button kind="quiet" label={shops.loadingMore ? '正在加载…' : '加载更多'} onTap={shops.loadMore} />}
    </View>
  );
}
