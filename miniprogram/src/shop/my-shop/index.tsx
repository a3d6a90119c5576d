import { SHOP_STATUS_ZH } from '@dianquan/shared/roles';
import { AnswerView } from '@/components/answer-view';
import { Detail } from '@/components/detail';
import { PageFrame } from '@/components/page-frame';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { goTo, usePageId } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';

/** What the supplier has on record about this shop. */
export default function MyShopPage() {
  const shopId = usePageId('shopId');
  const answer = useAnswer('shops.get', { params: { id: shopId } });
  return (
    <PageFrame>
      <AnswerView answer={answer} skeleton="document">
        {(shop) => (
          <>
            <Section flush>
              <Detail label="店名">{shop.name}</Detail>
              <Detail label="合作状态">{SHOP_STATUS_ZH[shop.status]}</Detail>
              <Detail label="区域">{shop.regionName ?? '未填写'}</Detail>
              <Detail label="地址">{shop.address ?? '未填写'}</Detail>
              <Detail label="电话">{shop.phone ?? '未填写'}</Detail>
              <Detail label="业务员">{shop.ownerStaffName ?? '还没有分配'}</Detail>
            </Section>
            <Section flush>
              <Row icon="people" title="门店成员" value={`${shop.memberCount} 人`} onTap={() => goTo('people', { shopId })} />
            </Section>
          </>
        )}
      </AnswerView>
    </PageFrame>
  );
}
