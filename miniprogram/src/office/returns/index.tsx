import type { ReturnView } from '@dianquan/shared/contract/returns';
import { moneyText } from '@dianquan/shared/money';
import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { PageFrame } from '@/components/page-frame';
import { PagedList } from '@/components/paged-list';
import { Row } from '@/components/row';
import { TabStrip } from '@/components/tab-strip';
import { Time } from '@/components/time';
import { KIND_ZH, STATE_ZH } from '@/features/returns/words';
import { goTo } from '@/platform/navigation';
import { usePages } from '@/platform/query';

type Tab = ReturnView['state'] | 'all';

/** What shops want to give back: first to decide, then to receive. */
export default function ReturnsDeskPage() {
  const [tab, setTab] = useState<Tab>('requested');
  const pages = usePages('returns.list', { query: { state: tab === 'all' ? undefined : tab } });
  useDidShow(() => void pages.refresh());
  return (
    <PageFrame>
      <TabStrip
        current={tab}
        onChange={setTab}
        tabs={[
          { key: 'requested', label: '待审核' },
          { key: 'approved', label: '待收货' },
          { key: 'all', label: '全部' },
        ]}
      />
      <PagedList
        skeleton="text"
        pages={pages}
        keyOf={({ id }) => id}
        row={(one) => (
          <Row
            title={one.shopName}
            strong={one.state === 'requested'}
            text={
              <>
                {KIND_ZH[one.kind]} · {one.lines.map(({ name }) => name).join('、')} · <Time at={one.requestedAt} />
              </>
            }
            value={tab === 'all' ? STATE_ZH[one.state] : one.kind === 'exchange' ? '不退款' : moneyText(one.totalFen)}
            onTap={() => goTo('officeReturn', { id: one.id })}
          />
        )}
        empty={{ icon: 'check', title: '没有要办的退换货', text: '门店申请后会出现在这里。' }}
      />
    </PageFrame>
  );
}
