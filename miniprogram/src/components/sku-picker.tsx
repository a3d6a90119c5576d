import type { SkuView } from '@dianquan/shared/contract/skus';
import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useAnswer } from '@/platform/query';
import { EmptyState } from './empty-state';
import { FailedState } from './failed-state';
import { LinkText } from './link-text';
import { productText } from './product-words';
import { Row } from './row';
import { SearchBox } from './search-box';
import { Sheet } from './sheet';
import { Skeleton } from './skeleton';

export type PickedSku = {
  id: number;
  productId: number;
  productName: string;
  spec: string;
  unit: string;
  listFen: number | null;
  sku: SkuView;
};
export type PickedProduct = { id: number; name: string };
type Props = {
  onClose: () => void;
  onSku?: (sku: PickedSku) => void;
  /** Whole products are wanted, whatever their SKUs. */
  onProduct?: (product: PickedProduct) => void;
};

/** One of thousands of goods: by part of its name, initials, code or barcode; where a product has several SKUs, then which. */
export function SkuPicker({ onClose, onSku, onProduct }: Props) {
  const [q, setQ] = useState('');
  const [product, setProduct] = useState<PickedProduct | null>(null);
  const found = useAnswer(
    'products.list',
    { query: { limit: 30, offSale: true, ...(q === '' ? {} : { q }) } },
    { enabled: product === null },
  );
  return (
    <Sheet open title={product ? product.name : '选货品'} onClose={onClose}>
      <View className="sheet-form">
        {product ? (
          <>
            <Skus product={product} onTake={(sku) => onSku?.(sku)} />
            <LinkText label="换一种货" onTap={() => setProduct(null)} />
          </>
        ) : (
          <>
            <SearchBox value={q} placeholder="货名、拼音首字母、编码、条码" onChange={setQ} />
            {found.isError && <FailedState error={found.error} onRetry={found.refetch} />}
            {found.isPending && <Skeleton shape="line" />}
            {found.data?.items.map((row) => (
              <Row
                key={row.id}
                title={row.name}
                text={productText(row)}
                onTap={() => (onProduct ? onProduct(row) : row.sku ? onSku?.(picked(row.sku, row.name)) : setProduct(row))}
              />
            ))}
            {found.data?.items.length === 0 && <EmptyState icon="search" title="没有找到" text="试试货名里的两三个字，或拼音首字母。" />}
          </>
        )}
      </View>
    </Sheet>
  );
}

function Skus({ product, onTake }: { product: PickedProduct; onTake: (sku: PickedSku) => void }) {
  const answer = useAnswer('products.get', { params: { id: product.id } });
  if (answer.isError) return <FailedState error={answer.error} onRetry={answer.refetch} />;
  if (!answer.data) return <Skeleton shape="line" />;
  return (
    <>
      {answer.data.skus.map((sku) => (
        <Row
          key={sku.id}
          title={sku.spec || sku.code}
          text={sku.code}
          value={sku.price ? moneyText(sku.price.listFen) : undefined}
          onTap={() => onTake(picked(sku, product.name))}
        />
      ))}
    </>
  );
}

const picked = (sku: SkuView, productName: string): PickedSku => ({
  id: sku.id,
  productId: sku.productId,
  productName,
  spec: sku.spec,
  unit: sku.units[0]?.name ?? '件',
  listFen: sku.price?.listFen ?? null,
  sku,
});
