import { countText, moneyText } from '@dianquan/shared/money';
import { monthDayText } from '@dianquan/shared/time-text';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Row } from '@/components/row';
import { goTo, usePageId, usePageQuery } from '@/platform/navigation';
import { usePages } from '@/platform/query';

/** Who ordered what an announcement showed, after reading it; a tap opens the orders of the shop. */
export default function ReachShopsPage() {
  const announcementId = usePageId();
  const { title } = usePageQuery();
  const pages = usePages('reports.reachShops', { params: { announcementId } });
  return (
    <PageFrame title={title}>
      <PagedList
        pages={pages}
        keyOf={({ shopId }) => shopId}
        row={(shop) => (
          <Row
            icon="shop"
            title={shop.shopName}
            text={`${monthDayText(shop.readAt)}看，${monthDayText(shop.orderedAt)}订 · ${shop.salespersonName ?? '未分配'}`}
            value={`${countText(shop.orders)} 单 ${moneyText(shop.fen)}`}
            onTap={() => goTo('orders', { shopId: shop.shopId })}
          />
        )}
        empty={{ icon: 'cart', title: '还没有门店下单', text: '看过公告、又订了里面的货，就会列在这里。' }}
      />
    </PageFrame>
  );
}
