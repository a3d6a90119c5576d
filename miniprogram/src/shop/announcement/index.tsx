import { View } from '@tarojs/components';
import { AnswerView } from '@/components/answer-view';
import { NoticeStrip } from '@/components/notice-strip';
import { PageFrame } from '@/components/page-frame';
import { reportReading, useAnnouncement } from '@/features/announcement/api';
import { AnswerBar } from '@/features/announcement/components/answer-bar';
import { NoticeBody } from '@/features/announcement/components/notice-body';
import { useReadTimer } from '@/features/announcement/use-read-timer';
import { OrderSetBlock } from '@/features/catalogue/components/order-set';
import { intend } from '@/features/orders/intent';
import { useIntoCart } from '@/features/orders/use-into-cart';
import { useBuyer } from '@/features/session/use-buyer';
import { goTo, usePageId } from '@/platform/navigation';
import { useShareCard } from '@/platform/share';
import './index.scss';

/** A notice as its reader sees it; for staff the same page, with the way to its report. */
export default function AnnouncementPage() {
  const id = usePageId();
  const answer = useAnnouncement(id);
  const notice = answer.data?.as === 'reader' ? answer.data : null;
  const { buyer } = useBuyer();
  const intoCart = useIntoCart(buyer?.query ?? {}, () => goTo('cart', buyer?.query));
  const see = useReadTimer(notice !== null, (seconds) => reportReading(id, seconds));
  useShareCard(() => ({ title: answer.data?.title ?? '公告', page: 'announcement', query: { id } }));
  return (
    <PageFrame white bar={notice && <AnswerBar notice={notice} />}>
      <AnswerView answer={answer} skeleton="document">
        {(data) => (
          <View>
            {data.as === 'staff' && (
              <NoticeStrip icon="chart" onTap={() => goTo('report', { id })}>
                门店看到的样子 · 查看阅读报告
              </NoticeStrip>
            )}
            <NoticeBody notice={data} />
            {buyer && (
              <OrderSetBlock
                kind="announcement"
                subjectId={id}
                query={buyer.query}
                mayOrder={buyer.mayOrder}
                onOpen={(productId) => goTo('product', { id: productId })}
                onCart={(lines) => {
                  see();
                  return intoCart(lines);
                }}
                onOrder={(lines) => {
                  see();
                  intend(buyer.shopId ?? 0, { lines, source: { kind: 'announcement', id }, clearCart: false });
                  goTo('checkout', buyer.query);
                }}
              />
            )}
          </View>
        )}
      </AnswerView>
    </PageFrame>
  );
}
