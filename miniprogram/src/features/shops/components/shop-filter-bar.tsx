import { SHOP_LEVELS, SHOP_STATUS_ZH, SHOP_STATUSES } from '@dianquan/shared/roles';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { type ChipOption, Chips } from '@/components/chips';
import { Field } from '@/components/field';
import { Icon } from '@/components/icon';
import { RegionPicker } from '@/components/region-picker';
import { SearchBox } from '@/components/search-box';
import { Select } from '@/components/select';
import { Sheet } from '@/components/sheet';
import { useAnswer } from '@/platform/query';
import { filterCount, NO_FILTERS, type ShopFilters } from '../shop-filters';
import './shop-filter-bar.scss';

const ANY = 'any';
const any: ChipOption<string> = { key: ANY, label: '不限' };
const STATUSES = [any, ...SHOP_STATUSES.map((key) => ({ key, label: SHOP_STATUS_ZH[key] }))];
const LEVELS = [any, ...SHOP_LEVELS.map((key) => ({ key, label: `${key} 级` }))];
const JOINED = [any, { key: 'true', label: '已加入' }, { key: 'false', label: '未加入' }];

type Props = { filters: ShopFilters; onChange: (filters: ShopFilters) => void };

export function ShopFilterBar({ filters, onChange }: Props) {
  const [open, setOpen] = useState(false);
  const tags = useAnswer('shops.tags', {}, { enabled: open });
  const set = (field: 'status' | 'level' | 'joined' | 'tag', chosen: string | undefined) =>
    onChange({ ...filters, [field]: chosen === undefined || chosen === ANY ? null : chosen });
  const count = filterCount(filters);
  return (
    <View className="shop-filter-bar">
      <View className="shop-filter-bar__search">
        <SearchBox value={filters.q} placeholder="店名、编号、电话" onChange={(q) => onChange({ ...filters, q })} />
      </View>
      <View className="shop-filter-bar__filter" ariaRole="button" onClick={() => setOpen(true)}>
        <Icon name="filter" size={36} colour={count > 0 ? 'pine' : 'secondary'} />
        {count > 0 ? `筛选 ${count}` : '筛选'}
      </View>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title="筛选门店"
        foot={
          <View className="shop-filter-bar__foot">
            <Button kind="quiet" label="清空" onTap={() => onChange({ ...NO_FILTERS, q: filters.q })} />
            <Button label="看结果" onTap={() => setOpen(false)} />
          </View>
        }
      >
        <View className="sheet-form">
          <Field label="合作状态">
            <Chips options={STATUSES} chosen={[filters.status ?? ANY]} onChange={([chosen]) => set('status', chosen)} />
          </Field>
          <Field label="等级">
            <Chips options={LEVELS} chosen={[filters.level ?? ANY]} onChange={([chosen]) => set('level', chosen)} />
          </Field>
          <Field label="店圈">
            <Chips options={JOINED} chosen={[filters.joined ?? ANY]} onChange={([chosen]) => set('joined', chosen)} />
          </Field>
          <Field label="区域">
            <RegionPicker value={filters.region} placeholder="不限" onChange={(region) => onChange({ ...filters, region })} />
          </Field>
          <Field label="标签">
            <Select
              options={[any, ...(tags.data?.items ?? []).map(({ tag, shops }) => ({ key: tag, label: `${tag}（${shops} 家）` }))]}
              chosen={filters.tag ?? ANY}
              onChange={(chosen) => set('tag', chosen)}
            />
          </Field>
        </View>
      </Sheet>
    </View>
  );
}
