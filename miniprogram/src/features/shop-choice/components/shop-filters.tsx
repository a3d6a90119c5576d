import { SHOP_LEVELS, SHOP_STATUS_ZH, SHOP_STATUSES } from '@dianquan/shared/roles';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/button';
import { type ChipOption, Chips } from '@/components/chips';
import { Icon } from '@/components/icon';
import { RegionPicker } from '@/components/region-picker';
import { SearchBox } from '@/components/search-box';
import { Sheet } from '@/components/sheet';
import { useWholeList } from '@/platform/whole-list';
import { choicesIn, NO_FILTER, type ShopFilter } from '../shop-words';
import './shop-filters.scss';

/** Search on top; everything else to narrow by is behind one button that says how much is in force. */
export function ShopFilters({ filter, onChange }: { filter: ShopFilter; onChange: (filter: ShopFilter) => void }) {
  const [open, setOpen] = useState(false);
  const count = choicesIn(filter);
  return (
    <View className="shop-filters">
      <View className="shop-filters__search">
        <SearchBox value={filter.q} onChange={(q) => onChange({ ...filter, q })} placeholder="店名、编号、电话或地址" />
      </View>
      <View className="shop-filters__open" ariaRole="button" onClick={() => setOpen(true)}>
        <Icon name="filter" size={36} colour={count > 0 ? 'pine' : 'secondary'} />
        {count > 0 ? `筛选 ${count}` : '筛选'}
      </View>
      {open && (
        <FilterSheet
          given={filter}
          onClose={() => setOpen(false)}
          onDone={(chosen) => {
            setOpen(false);
            onChange(chosen);
          }}
        />
      )}
    </View>
  );
}

function FilterSheet({ given, onDone, onClose }: { given: ShopFilter; onDone: (filter: ShopFilter) => void; onClose: () => void }) {
  const [filter, setFilter] = useState(given);
  const staff = useWholeList('staff.list', { query: { role: 'salesperson' } });
  const set = (changed: Partial<ShopFilter>) => setFilter((old) => ({ ...old, ...changed }));
  return (
    <Sheet
      open
      title="筛选门店"
      onClose={onClose}
      foot={
        <View className="shop-filters__foot">
          <Button kind="quiet" label="清除" onTap={() => onDone({ ...NO_FILTER, q: filter.q })} />
          <Button label="看这些门店" onTap={() => onDone(filter)} />
        </View>
      }
    >
      <Group title="合作状态">
        <OneOf
          options={SHOP_STATUSES.map((key) => ({ key, label: SHOP_STATUS_ZH[key] }))}
          chosen={filter.status}
          onChange={(status) => set({ status })}
        />
      </Group>
      <Group title="等级">
        <OneOf
          options={SHOP_LEVELS.map((key) => ({ key, label: `${key} 级` }))}
          chosen={filter.level}
          onChange={(level) => set({ level })}
        />
      </Group>
      <Group title="加入店圈">
        <OneOf
          options={[
            { key: 'true', label: '已加入' },
            { key: 'false', label: '未加入' },
          ]}
          chosen={filter.joined === null ? null : String(filter.joined)}
          onChange={(joined) => set({ joined: joined === null ? null : joined === 'true' })}
        />
      </Group>
      <Group title="区域">
        <RegionPicker value={filter.region} onChange={(region) => set({ region })} placeholder="全部区域" />
      </Group>
      <Group title="业务员">
        <OneOf
          options={staff.items.map(({ id, name }) => ({ key: id, label: name }))}
          chosen={filter.staffId}
          onChange={(staffId) => set({ staffId })}
        />
      </Group>
    </Sheet>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <View className="shop-filters__group">
      <View className="shop-filters__title">{title}</View>
      {children}
    </View>
  );
}

/** One or none: tapping the chosen one again lets it go. */
function OneOf<K extends string | number>(given: { options: ChipOption<K>[]; chosen: K | null; onChange: (chosen: K | null) => void }) {
  const { options, chosen, onChange } = given;
  return (
    <Chips
      options={options}
      chosen={chosen === null ? [] : [chosen]}
      onChange={([key]) => onChange(key === undefined || key === chosen ? null : key)}
    />
  );
}
