import type { ProductRow as Product } from '@dianquan/shared/contract/products';
import { ScrollView, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import type { ReactNode } from 'react';
import { Chips } from '@/components/chips';
import { classes } from '@/components/class-names';
import { Icon } from '@/components/icon';
import { PagedList } from '@/components/paged-list';
import { usePages } from '@/platform/query';
import { ALL, useTree } from '../use-tree';
import './shelf.scss';

type Props = {
  query: { shopId?: number };
  onSearch: () => void;
  onScan: () => void;
  /** To what this shop usually takes, for who has such a list. */
  onUsual?: () => void;
  row: (product: Product) => ReactNode;
  /** Above the list: for whom one orders, what a guest misses. */
  head?: ReactNode;
};

/** The product handbook: search on top, categories at the left, goods at the right. */
export function Shelf({ query, onSearch, onScan, onUsual, row, head }: Props) {
  const tree = useTree();
  const pages = usePages('products.list', { query: { ...query, ...(tree.chosen === ALL ? {} : { categoryId: tree.chosen }) } });
  const choose = (id: number) => {
    tree.choose(id);
    void Taro.pageScrollTo({ scrollTop: 0, duration: 0 });
  };
  return (
    <View className="shelf">
      <View className="shelf__top">
        <View className="shelf__search" ariaRole="button" onClick={onSearch}>
          <Icon name="search" size={36} colour="secondary" />
          品名、拼音首字母、条码
        </View>
        <View className="shelf__scan" ariaRole="button" ariaLabel="扫条码" onClick={onScan}>
          <Icon name="scan" size={44} colour="pine" />
        </View>
      </View>
      {head}
      <View className="shelf__body">
        <ScrollView className="shelf__rail" scrollY>
          {onUsual && (
            <View className="shelf__root" ariaRole="link" onClick={onUsual}>
              <Icon name="heart" size={30} colour="pine" className="shelf__usual" />
              常购
            </View>
          )}
          {[{ id: ALL, name: '全部' }, ...tree.roots].map(({ id, name }) => (
            <View
              key={id}
              className={classes('shelf__root', id === tree.root && 'shelf__root--on')}
              ariaRole="tab"
              ariaLabel={id === tree.root ? `${name}，已选` : name}
              onClick={() => choose(id)}
            >
              {name}
            </View>
          ))}
        </ScrollView>
        <View className="shelf__list">
          <PagedList
            pages={pages}
            keyOf={({ id }) => id}
            skeleton="goods"
            head={
              tree.narrower.length > 0 && (
                <ScrollView className="shelf__narrower" scrollX enhanced showScrollbar={false}>
                  <Chips
                    options={[{ id: tree.above, name: '全部' }, ...tree.narrower].map(({ id, name }) => ({ key: id, label: name }))}
                    chosen={[tree.chosen]}
                    onChange={([id = ALL]) => choose(id)}
                  />
                </ScrollView>
              )
            }
            row={row}
            empty={{
              icon: 'box',
              title: '这一类还没有货',
              text: '换一类看看，或直接搜品名。',
              action: { label: '去搜索', onTap: onSearch },
            }}
          />
        </View>
      </View>
    </View>
  );
}
