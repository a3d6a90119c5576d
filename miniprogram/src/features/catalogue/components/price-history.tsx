import type { SkuView } from '@dianquan/shared/contract/skus';
import { moneyText } from '@dianquan/shared/money';
import { unitText } from '@dianquan/shared/units';
import { View } from '@tarojs/components';
import { Button } from '@/components/button';
import { FailedState } from '@/components/failed-state';
import { Row } from '@/components/row';
import { Sheet } from '@/components/sheet';
import { Skeleton } from '@/components/skeleton';
import { momentText } from '@/platform/clock';
import { usePages } from '@/platform/query';

const KINDS = { paid: '成交', list: '标准价调整', customer: '专属价设定' } as const;

type Props = { sku: SkuView; query: { shopId?: number }; onClose: () => void; onOrder: (orderId: number) => void };

/** What this shop paid for a SKU, and how its prices moved. */
export function PriceHistory({ sku, query, onClose, onOrder }: Props) {
  const pages = usePages('products.priceHistory', { params: { skuId: sku.id }, query });
  const baseUnit = sku.units[0]?.name ?? '';
  return (
    <Sheet open title={`历史价 · ${sku.spec || '标准'}`} onClose={onClose}>
      {pages.state === 'loading' && <Skeleton shape="line" />}
      {pages.state === 'failed' && <FailedState error={pages.error} onRetry={pages.refresh} />}
      {pages.state === 'ready' && pages.items.length === 0 && <View>还没有成交过，价格也没有变过</View>}
      <View className="sheet-form">
        {pages.items.map((entry) => {
          const { orderId } = entry;
          return (
            <Row
              key={`${entry.at}${entry.kind}${orderId}`}
              title={`${KINDS[entry.kind]}${entry.quantity === null ? '' : ` ${unitText(entry.quantity, sku.units)}`}`}
              text={[momentText(entry.at), entry.orderNumber].filter(Boolean).join(' · ')}
              value={`${moneyText(entry.fen)}/${baseUnit}`}
              onTap={orderId === null ? undefined : () => onOrder(orderId)}
            />
          );
        })}
      </View>
      {pages.more && <Button kind="quiet" label="看更早的" busy={pages.loadingMore} onTap={pages.loadMore} />}
    </Sheet>
  );
}
