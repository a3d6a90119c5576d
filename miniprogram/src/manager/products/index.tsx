import type { ProductRow } from '@dianquan/shared/contract/products';
import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { Figure } from '@/components/figure';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Picture } from '@/components/picture';
import { productText } from '@/components/product-words';
import { Row } from '@/components/row';
import { SearchBox } from '@/components/search-box';
import { Select } from '@/components/select';
import { Tag } from '@/components/tag';
import { placedCategories } from '@/features/products-admin/categories';
import { QuickPriceSheet } from '@/features/products-admin/components/quick-price-sheet';
import { goTo } from '@/platform/navigation';
import { useAnswer, usePages } from '@/platform/query';
import { choose } from '@/platform/toast';
import './index.scss';

/** The product handbook as its keepers see it, what is off sale included. */
export default function ProductsPage() {
  const [q, setQ] = useState('');
  const [categoryId, setCategoryId] = useState(0);
  const categories = placedCategories(useAnswer('categories.list').data?.items ?? []);
  const [pricing, setPricing] = useState<number | null>(null);
  const pages = usePages('products.list', { query: { q: q || undefined, categoryId: categoryId || undefined, offSale: true } });
  useDidShow(() => void pages.refresh());
  const more = async () => {
    const chosen = await choose(['分类', '从表格导入、导出']);
    if (chosen) goTo(chosen === '分类' ? 'categories' : 'productImport');
  };
  return (
    <PageFrame
      bar={
        <ActionBar>
          <Button kind="quiet" label="更多" onTap={more} />
          <Button icon="plus" label="新增商品" onTap={() => goTo('productEdit')} />
        </ActionBar>
      }
    >
      <SearchBox value={q} onChange={setQ} placeholder="货名、拼音首字母、编码、条码" />
      <View className="products__filter">
        <Select
          options={[
            { key: 0, label: '全部分类' },
            ...categories.map(({ id, path, products }) => ({ key: id, label: `${path}（${products}）` })),
          ]}
          chosen={categoryId}
          onChange={setCategoryId}
        />
      </View>
      <PagedList
        pages={pages}
        keyOf={({ id }) => id}
        row={(product) => (
          <Row
            lead={
              <View className="products__picture">
                <Picture src={product.picture?.thumbUrl ?? product.picture?.url} alt={product.name} />
              </View>
            }
            title={product.name}
            text={productText(product)}
            value={<Price product={product} onTap={() => setPricing(product.id)} />}
            onTap={() => goTo('productEdit', { id: product.id })}
          />
        )}
        empty={
          q
            ? { icon: 'search', title: '没有找到', text: '换个说法，或只输入两三个字。' }
            : {
                icon: 'box',
                title: '还没有商品',
                text: '从表格导入最快，也可以一个一个加。',
                action: { label: '从表格导入', onTap: () => goTo('productImport') },
              }
        }
      />
      {pricing !== null && (
        <QuickPriceSheet
          productId={pricing}
          onEdit={() => {
            setPricing(null);
            goTo('productEdit', { id: pricing });
          }}
          onClose={() => setPricing(null)}
        />
      )}
    </PageFrame>
  );
}

/** The price is changed where it stands; the rest of the row opens the product. */
function Price({ product: { name, fromFen, sku, onSale }, onTap }: { product: ProductRow; onTap: () => void }) {
  return (
    <View
      className="products__price"
      ariaRole="button"
      ariaLabel={`改${name}的价格`}
      onClick={(event) => {
        event.stopPropagation();
        onTap();
      }}
    >
      <Figure below={onSale ? '改价' : <Tag tone="amber">已下架</Tag>}>
        {fromFen === null ? '未定价' : `${moneyText(fromFen)}${sku ? '' : ' 起'}`}
      </Figure>
    </View>
  );
}
