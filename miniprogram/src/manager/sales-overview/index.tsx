import { countText, moneyText } from '@dianquan/shared/money';
import { View } from '@tarojs/components';
import { AnswerView } from '@/components/answer-view';
import { Bar } from '@/components/bar';
import { PageFrame } from '@/components/page-frame';
import { Row } from '@/components/row';
import { Section } from '@/components/section';
import { DaysChart } from '@/features/sales-report/components/days-chart';
import { OverviewHead } from '@/features/sales-report/components/overview-head';
import { headlines, openBars } from '@/features/sales-report/overview';
import { goTo } from '@/platform/navigation';
import { useAnswer } from '@/platform/query';

/** How it goes: today, this week and this month beside the time before, and what waits. Every figure opens the list that makes it. */
export default function SalesOverviewPage() {
  const answer = useAnswer('reports.overview', undefined, { staleTime: 0 });
  return (
    <PageFrame>
      <AnswerView answer={answer}>
        {(overview) => (
          <>
            {headlines(overview).map((headline) => (
              <OverviewHead key={headline.key} headline={headline} onTap={() => goTo('salesReport', { span: headline.key })} />
            ))}
            <DaysChart days={overview.days} onDay={(day) => goTo('salesLines', { from: day, to: day, title: day })} />
            <Section
              title={`进行中的订单 ${countText(overview.openOrders)} 单`}
              more={{ label: '全部', onTap: () => goTo('officeOrders') }}
            >
              {openBars(overview).map(({ state, label, orders, share }) => (
                <View key={state} ariaRole="button" onClick={() => goTo('officeOrders', { state })}>
                  <Bar label={label} figure={`${countText(orders)} 单`} share={share} />
                </View>
              ))}
              {overview.open.length === 0 && <View>没有进行中的订单</View>}
            </Section>
            <Section title="要留意的" flush>
              <Row
                icon="box"
                title="快没货的规格"
                text="低于提醒数量"
                value={`${countText(overview.lowStock)} 种`}
                onTap={() => goTo('stock', { low: 'true' })}
              />
              <Row icon="wallet" title="门店欠款" value={moneyText(overview.owedFen)} onTap={() => goTo('ageing')} />
            </Section>
            <Section title="报表" flush>
              <Row icon="chart" title="销售统计" text="按日、周、月、门店、业务员、商品、分类、地区" onTap={() => goTo('salesReport')} />
              <Row icon="megaphone" title="公告带来的订单" onTap={() => goTo('reach')} />
            </Section>
          </>
        )}
      </AnswerView>
    </PageFrame>
  );
}
