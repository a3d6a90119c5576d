import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { sentTo, showPage, tap } from '../../../test/page';
import TradeSettingsPage from './index';

const settings = {
  lastPriceDefault: false,
  lastPriceMaxDays: 180,
  guardPermille: 100,
  pricesBeforeJoining: 'hidden',
  backOrders: false,
  reservationMinutes: 30,
  stockDisplay: { default: 'word', levels: [], segments: [{ segmentId: 4, show: 'figure' }] },
  returns: { days: 30, sharePermille: 300 },
  orderedWithinDays: 7,
};
const answers = {
  'GET /trade-settings': settings,
  'PATCH /trade-settings': settings,
  'GET /segments': {
    items: [
      { id: 4, name: '大客户' },
      { id: 5, name: '新客户' },
    ],
    next: null,
  },
};

describe('how stock is shown', () => {
  it('is decided by segments in their order, the last chosen at the end', async () => {
    showPage(<TradeSettingsPage />, { roles: ['manager'], answers });
    expect(await screen.findAllByText('分群 大客户')).toHaveLength(1);
    const wheel = screen.getAllByRole('combobox').at(-1) as HTMLSelectElement;
    expect(Array.from(wheel.options, ({ text }) => text)).toEqual(['新客户']);
    await act(async () => void fireEvent.change(wheel, { target: { value: '0' } }));
    expect(await screen.findAllByText('分群 新客户')).toHaveLength(1);
    await tap('排到最前');
    await tap('保存设置');
    await waitFor(() => expect(sentTo('PATCH', '/trade-settings')).toHaveLength(1));
    expect(sentTo('PATCH', '/trade-settings')[0]).toMatchObject({
      stockDisplay: {
        default: 'word',
        levels: [],
        segments: [
          { segmentId: 5, show: 'word' },
          { segmentId: 4, show: 'figure' },
        ],
      },
    });
  });
});
