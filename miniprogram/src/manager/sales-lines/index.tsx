import { moneyText } from '@dianquan/shared/money';
import { dayOf } from '@dianquan/shared/time-text';
import { Figure } from '@/components/figure';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Row } from '@/components/row';
import { SalesTotal } from '@/features/sales-report/components/sales-total';
import { narrowedFrom } from '@/features/sales-report/spans';
import { clockNow } from '@/platform/clock';
import { goTo, usePageQuery } from '@/platform/navigation';
import { useAnswer, usePages } from '@/platform/query';

/** The order lines that make a figure; their sum is that figure. */
export default function SalesLinesPage() {
  const query = usePageQuery();
  const narrowed = narrowedFrom(query, dayOf(clockNow()));
  const pages = usePages('reports.salesLines', { query: narrowed });
  const total = useAnswer('reports.salesLines', { query: { ...narrowed, limit: 1 } }).data?.total;
  return (
    <PageFrame title={query.title}>
      <SalesTotal total={total} />
      <PagedList
        skeleton="text"
        pages={pages}
        keyOf={({ orderId, productName, spec, unit, quantity }) => `${orderId} ${productName} ${spec} ${unit} ${quantity}`}
        row={(line) => (
          <Row
            wrap
            title={`${line.productName} ${line.spec}`}
            text={`${line.orderNumber} · ${line.shopName}`}
            value={<Figure below={`${line.quantity} ${line.unit}`}>{moneyText(line.fen)}</Figure>}
            onTap={() => goTo('officeOrder', { id: line.orderId })}
          />
        )}
        empty={{ icon: 'list', title: '没有明细' }}
      />
    </PageFrame>
  );
}
