import { countText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import { FailedState } from '@/components/failed-state';
import { Icon } from '@/components/icon';
import { LinkText } from '@/components/link-text';
import { SearchBox } from '@/components/search-box';
import { Sheet } from '@/components/sheet';
import { Skeleton } from '@/components/skeleton';
import { usePages } from '@/platform/query';
import { shopWords } from '../shop-words';
import './shop-choice-sheet.scss';

type Props = { title: string; chosen: number[]; onDone: (shopIds: number[]) => void; onClose: () => void };

/** Single shops out of all that one may see: searched for and ticked. */
export function ShopChoiceSheet({ title, chosen, onDone, onClose }: Props) {
  const [ticked, setTicked] = useState(chosen);
  const [q, setQ] = useState('');
  const shops = usePages('shops.list', { query: { q: q === '' ? undefined : q } });
  const toggle = (id: number) => setTicked((old) => (old.includes(id) ? old.filter((one) => one !== id) : [...old, id]));
  return (
    <Sheet
      open
      title={title}
      onClose={onClose}
      foot={<Button label={ticked.length > 0 ? `选好了（${countText(ticked.length)} 家）` : '一家也不选'} onTap={() => onDone(ticked)} />}
    >
      <View className="shop-choice">
        <SearchBox value={q} onChange={setQ} placeholder="店名、编号、电话或地址" />
        {shops.state === 'loading' && <Skeleton shape="line" />}
        {shops.state === 'failed' && <FailedState error={shops.error} onRetry={shops.refresh} />}
        {shops.state === 'ready' && shops.items.length === 0 && (
          <EmptyState icon="shop" title="没有找到门店" text="换个词试试，比如店名里的两个字，或电话的后四位。" />
        )}
        {shops.items.map((shop) => {
          const on = ticked.includes(shop.id);
          return (
            <View
              key={shop.id}
              className="shop-choice__row"
              ariaRole="checkbox"
              ariaLabel={on ? `${shop.name}，已选` : shop.name}
              onClick={() => toggle(shop.id)}
            >
              <View className={on ? 'shop-choice__tick shop-choice__tick--on' : 'shop-choice__tick'}>
                {on && <Icon name="check" size={30} colour="card" />}
              </View>
              <View className="shop-choice__words">
                <View className="shop-choice__name">{shop.name}</View>
                <View className="shop-choice__text">{shopWords(shop)}</View>
              </View>
            </View>
          );
        })}
        {shops.more && (
          <View className="shop-choice__more">
            <LinkText label={shops.loadingMore ? '正在加载…' : '更多门店'} onTap={shops.loadMore} />
          </View>
        )}
      </View>
    </Sheet>
  );
}
