import { screen } from '@testing-library/react';
import { press, showPage, tap } from '../../../test/page';
import { phone } from '../../../test/stubs/taro';
import SalesOverviewPage from './index';

const sums = (fen: number) => ({ fen, orders: 3, shops: 2 });
const days = Array.from({ length: 30 }, (_, at) => ({
  day: new Date(Date.UTC(2026, 9, 24 + at)).toISOString().slice(0, 10),
  fen: at * 1_000,
  orders: at,
}));
const overview = {
  ...{
    today: sums(29_000),
    yesterday: sums(28_000),
    week: sums(200_000),
    lastWeek: sums(0),
    month: sums(900_000),
    lastMonth: sums(950_000),
    soFar: { yesterday: sums(28_000), lastWeek: sums(0), lastMonth: sums(800_000) },
  },
  days,
  openOrders: 5,
  open: [
    { state: 'submitted', orders: 4 },
    { state: 'outbound', orders: 1 },
  ],
  owedFen: 1_234_500,
  lowStock: 7,
};
const show = () => showPage(<SalesOverviewPage />, { roles: ['manager'], answers: { 'GET /reports/overview': overview } });

describe('the overview', () => {
  it('says how it goes, and each figure opens what it is made of', async () => {
    show();
    expect(await screen.findAllByText('比上月此时 ¥8,000.00 多 13%')).toHaveLength(1);
    for (const figure of ['¥9,000.00', '11月22日：¥290.00，29 单', '已提交', '快没货的规格', '门店欠款']) await tap(figure);
    expect(phone.went).toEqual([
      'navigateTo /manager/sales-report/index?span=month',
      'navigateTo /manager/sales-lines/index?from=2026-11-22&to=2026-11-22&title=2026-11-22',
      'navigateTo /office/all-orders/index?state=submitted',
      'navigateTo /office/stock/index?low=true',
      'navigateTo /office/ageing/index',
    ]);
  });

  it('tells of a day whose column is tapped', async () => {
    show();
    await press('10月25日：¥10.00，1 单');
    expect(await screen.findAllByText('10月25日：¥10.00，1 单')).toHaveLength(1);
  });
});
