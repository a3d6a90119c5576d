import type { ChannelPreview } from '@dianquan/shared/contract/delivery';
import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
import { buildShop } from '../../../test/builders/shop';
import { buildStaff } from '../../../test/builders/staff';
import { publishTo, setSettings, statesOf, toHour, work } from '../../../test/push/notices';
import { Channel, type Outcome, type Recipient } from './channel';
import { Channels } from './channels';

/** Nothing but its own class knows of it. */
class Pigeon extends Channel {
  readonly name = 'pigeon';
  readonly label = '信鸽';
  readonly limits = [];
  readonly flown: number[] = [];

  async reaches() {
    return { sql: '(a.erased_at IS NULL)', params: [] };
  }

  async preview(): Promise<ChannelPreview> {
    return { channel: this.name, label: this.label, title: '咕', lines: [] };
  }

  async send(_message: unknown, to: Recipient[]): Promise<Outcome[]> {
    this.flown.push(...to.map(({ memberId }) => memberId));
    return to.map(() => ({ state: 'refused', code: 7, permanent: true, reason: '迷路了' }));
  }
}

let t: TestApp;
let manager: string;
const pigeon = new Pigeon();
beforeAll(async () => {
  t = await bootApp();
  manager = (await buildStaff(t, { roles: ['manager'] })).token;
  t.app.get(Channels, { strict: false }).put(pigeon);
});
afterAll(() => t.close());

describe('a channel of which nothing else has heard', () => {
  it('is offered in the settings after those that cost less, and can be chosen', async () => {
    const { known, channels } = (await t.call('delivery.settings', { as: manager })).body;
    expect(known.map(({ channel }) => channel)).toEqual(channels);
    expect(known.at(0)).toEqual({ channel: 'inbox', label: '收件箱' });
    expect(known.at(-1)).toEqual({ channel: 'pigeon', label: '信鸽' });
    await setSettings(t, { channels: ['inbox', 'pigeon'] });
    expect((await t.call('delivery.settings', { as: manager })).body.channels).toEqual(['inbox', 'pigeon']);
  });

  it('is forecast, sends, and is told of by its own name', async () => {
    toHour(t, 10);
    const { shopId } = await buildShop(t);
    const { memberId } = await buildMember(t, { shopId });
    const forecast = (
      await t.call('delivery.forecast', { as: manager, body: { audience: { shopIds: [shopId] }, title: '停电', summary: '' } })
    ).body;
    expect(forecast.channels.find(({ channel }) => channel === 'pigeon')).toEqual({ channel: 'pigeon', label: '信鸽', people: 1 });
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    expect(pigeon.flown).toEqual([memberId]);
    expect(await statesOf(t, id)).toEqual({ refused: 1 });
    const report = (await t.call('delivery.report', { as: manager, params: { id } })).body;
    expect(report.reasons).toEqual([{ channel: 'pigeon', label: '信鸽', code: '7', text: '迷路了', people: 1 }]);
    const attempts = (await t.call('delivery.attempts', { as: manager, params: { id }, query: { channel: 'pigeon' } })).body.items;
    expect(attempts.map(({ label, state }) => [label, state])).toEqual([['信鸽', 'refused']]);
  });
});

it('refuses an order of channels with one that nobody has written', async () => {
  const settings = (await t.call('delivery.settings', { as: manager })).body;
  const { known: _, ...body } = { ...settings, channels: ['inbox', 'raven'] };
  const answer = await t.call('delivery.setSettings', { as: manager, body });
  expect([answer.status, answer.body]).toEqual([
    400,
    expect.objectContaining({ code: 'invalid', details: [{ field: 'channels', rule: 'one_of', zh: '没有这个通道：raven' }] }),
  ]);
});
