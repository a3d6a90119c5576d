import { moneyText } from '@dianquan/shared/money';
import { useState } from 'react';
import { ActionBar } from '@/components/action-bar';
import { Button } from '@/components/button';
import { Field } from '@/components/field';
import { Figure } from '@/components/figure';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Row } from '@/components/row';
import { SearchBox } from '@/components/search-box';
import { SkuPicker } from '@/components/sku-picker';
import { CustomerPriceSheet, type Priced } from '@/features/prices-admin/components/customer-price-sheet';
import { hasRole, useActor } from '@/features/session/use-actor';
import { type PickedShop, ShopPicker } from '@/features/shops/components/shop-picker';
import { momentText } from '@/platform/clock';
import { usePageQuery } from '@/platform/navigation';
import { usePages } from '@/platform/query';

/** Prices made for one shop: all of them, or those of the shop that is chosen. */
export default function CustomerPricesPage() {
  const query = usePageQuery();
  const mayWrite = hasRole(useActor(), 'manager', 'admin');
  const [shop, setShop] = useState<PickedShop | null>(query.shopId ? { id: Number(query.shopId), name: query.shopName ?? '这家店' } : null);
  const [q, setQ] = useState('');
  const [picking, setPicking] = useState(false);
  const [priced, setPriced] = useState<Priced | null>(null);
  const pages = usePages('customerPrices.list', { query: { shopId: shop?.id, q: q || undefined } });
  return (
    <PageFrame
      bar={
        mayWrite && (
          <ActionBar note={shop ? undefined : '先选一家店，再定价'}>
            <Button icon="plus" label={shop ? `给${shop.name}定价` : '定价'} disabled={!shop} onTap={() => setPicking(true)} />
          </ActionBar>
        )
      }
    >
      <Field label="门店">
        <ShopPicker value={shop} onChange={setShop} placeholder="全部门店" />
      </Field>
      <SearchBox value={q} onChange={setQ} placeholder="货名、编码" />
      <PagedList
        skeleton="text"
        pages={pages}
        keyOf={({ shopId, skuId }) => `${shopId}-${skuId}`}
        row={(one) => (
          <Row
            wrap
            title={`${one.productName} ${one.spec}`}
            text={[shop ? one.skuCode : one.shopName, one.until && `用到 ${momentText(one.until).split(' ')[0]}`]
              .filter(Boolean)
              .join(' · ')}
            value={<Figure below={`标价 ${moneyText(one.listFen)}`}>{moneyText(one.fen)}</Figure>}
            onTap={mayWrite ? () => setPriced({ ...one, name: `${one.productName} ${one.spec}` }) : undefined}
          />
        )}
        empty={{ icon: 'tag', title: '没有专门定的价', text: shop ? '这家店都按等级价或标价。' : '选一家店，就能给它定价。' }}
      />
      {picking && shop && (
        <SkuPicker
          onClose={() => setPicking(false)}
          onSku={(sku) => {
            setPicking(false);
            const known = pages.items.find(({ skuId, shopId }) => skuId === sku.id && shopId === shop.id);
            setPriced({
              shopId: shop.id,
              shopName: shop.name,
              skuId: sku.id,
              name: `${sku.productName} ${sku.spec}`,
              listFen: sku.listFen,
              fen: known?.fen ?? null,
              until: known?.until ?? null,
            });
          }}
        />
      )}
      {priced && <CustomerPriceSheet key={priced.skuId} priced={priced} onClose={() => setPriced(null)} />}
    </PageFrame>
  );
}
