import { moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '@/components/button';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Row } from '@/components/row';
import { CustomerPriceSheet, type Priced } from '@/features/prices-admin/components/customer-price-sheet';
import { movedText, type Review } from '@/features/prices-admin/review-text';
import { useCommand, usePages } from '@/platform/query';
import { toast } from '@/platform/toast';
import './index.scss';

/** Old prices that do not hold until somebody confirms them, as list or cost has moved too far since. */
export default function PriceReviewsPage() {
  const pages = usePages('customerPrices.reviews');
  const [priced, setPriced] = useState<Priced | null>(null);
  const put = useCommand('customerPrices.set', { refresh: ['customerPrices.reviews', 'customerPrices.list', 'orders.queues'] });
  const keep = async ({ shopId, skuId, fen, until }: Review) => {
    await put.mutateAsync({ body: { shopId, prices: [{ skuId, fen, until }] } });
    toast('照旧，按现在的标价重新起算');
  };
  return (
    <PageFrame>
      <NoticeStrip>标价或成本变动超过设定后，老价格先停用，门店按等级价或标价；确认后恢复。</NoticeStrip>
      <PagedList
        skeleton="text"
        pages={pages}
        keyOf={({ shopId, skuId }) => `${shopId}-${skuId}`}
        row={(one) => (
          <Row
            wrap
            title={`${one.productName} ${one.spec}`}
            text={`${one.shopName} · ${one.rule === 'last' ? '上次成交价' : '专价'} · ${movedText(one)}`}
            value={moneyText(one.fen)}
          >
            <View className="price-reviews__answers">
              <Button kind="quiet" size="small" label="改价" onTap={() => setPriced({ ...one, name: `${one.productName} ${one.spec}` })} />
              <Button kind="plain" size="small" label={`照旧 ${moneyText(one.fen)}`} onTap={() => keep(one)} />
            </View>
          </Row>
        )}
        empty={{ icon: 'check', title: '没有要确认的价格', text: '标价或成本变动大时，老价格会列在这里。' }}
      />
      {priced && <CustomerPriceSheet key={`${priced.shopId}-${priced.skuId}`} priced={priced} onClose={() => setPriced(null)} />}
    </PageFrame>
  );
}
