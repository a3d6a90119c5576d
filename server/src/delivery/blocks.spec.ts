import type { ChannelPreview } from '@dianquan/shared/contract/delivery';
import { bootApp, type TestApp } from '../../test/app';
import { buildMember } from '../../test/builders/member';
import { buildShop } from '../../test/builders/shop';
import { buildStaff } from '../../test/builders/staff';
import { checkConservation } from '../../test/conservation';
import { publishTo, setSettings, statesOf, toHour, work } from '../../test/push/notices';
import { type BlockOfPeople, Channel, type Outcome, type Recipient, type Settled } from './channels/channel';
import { Channels } from './channels/channels';
import { MemberSet } from './member-set';

const HOUR = 3_600_000;

/** Tells everybody at once, like a loudspeaker; who is in `deaf` is refused. */
class Loudspeaker extends Channel {
  readonly name = 'webhook';
  readonly label = '广播';
  readonly limits = [];
  override readonly keepsAttempts = false;
  readonly deaf = new Map<number, Outcome>();
  told: number[] = [];
  fails = false;

  async reaches() {
    return { sql: '(a.erased_at IS NULL)', params: [] };
  }

  async preview(): Promise<ChannelPreview> {
    return { channel: this.name, label: this.label, title: '', lines: [] };
  }

  async send(_message: unknown, to: Recipient[]): Promise<Outcome[]> {
    this.told.push(...to.map(({ memberId }) => memberId));
    return to.map(() => ({ state: 'accepted' }));
  }

  override async sendBlock(_message: unknown, { memberIds, recipients }: BlockOfPeople): Promise<Settled[]> {
    if (this.fails) throw new Error('it broke');
    this.told.push(...memberIds.filter((id) => !this.deaf.has(id)));
    if (this.deaf.size === 0) return [];
    return (await recipients()).flatMap((recipient) => {
      const outcome = this.deaf.get(recipient.memberId);
      return outcome ? [{ recipient, outcome }] : [];
    });
  }
}

let t: TestApp;
let manager: string;
let speaker: Loudspeaker;
beforeAll(async () => {
  t = await bootApp({ env: { PUSH_SMS: 'file' } });
  manager = (await buildStaff(t, { roles: ['manager'] })).token;
});
afterAll(() => t.close());
beforeEach(async () => {
  speaker = new Loudspeaker();
  t.app.get(Channels, { strict: false }).put(speaker);
  await setSettings(t);
  toHour(t, 10);
  await work(t);
});
afterEach(() => checkConservation(t));

async function shopOf(people: number) {
  const { shopId } = await buildShop(t);
  const members: Awaited<ReturnType<typeof buildMember>>[] = [];
  for (let i = 0; i < people; i++) members.push(await buildMember(t, { shopId, role: i === 0 ? 'owner' : 'clerk' }));
  return { shopId, members, ids: members.map(({ memberId }) => memberId) };
}
const reportOf = async (id: number) => (await t.call('delivery.report', { as: manager, params: { id } })).body;
const read = (id: number, token?: string) => t.call('announcements.markRead', { as: token, params: { id }, body: {} });
const REFUSED: Outcome = { state: 'refused', code: 410, permanent: true, reason: '不在了' };

describe('a range that goes through one channel', () => {
  it('is told at once, each person once, and no row speaks of anybody', async () => {
    const [one, other] = [await shopOf(3), await shopOf(1)];
    await buildMember(t, { shopId: other.shopId, accountId: one.members[1]?.accountId, role: 'clerk' });
    const wantless = one.members[2];
    await t.call('delivery.setPreferences', { as: wantless?.token, body: { announcements: false, orders: true, community: true } });
    const id = await publishTo(t, manager, [one.shopId, other.shopId]);
    await work(t);
    expect(speaker.told).toEqual([...one.ids.slice(0, 2), ...other.ids]);
    expect(await statesOf(t, id)).toEqual({});
    const { state, people, settled, states, channels } = await reportOf(id);
    expect([state, people, settled, states]).toEqual(['done', 4, 4, [{ state: 'sent', people: 3 }]]);
    expect(channels.map(({ channel, planned, accepted }) => [channel, planned, accepted])).toEqual([
      ['webhook', 3, 3],
      ['inbox', 1, 1],
    ]);
  });

  it('leaves out who has left, and who has read it before it is sent', async () => {
    toHour(t, 23);
    const { shopId, members, ids } = await shopOf(4);
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    expect((await reportOf(id)).states).toEqual([{ state: 'planned', people: 4 }]);
    await read(id, members[2]?.token);
    await t.call('members.remove', { as: members[0]?.token, params: { id: ids[1] ?? 0 } });
    toHour(t, 8);
    await work(t);
    expect(speaker.told).toEqual([ids[0], ids[3]]);
    expect(await statesOf(t, id)).toEqual({ read: 1, cancelled: 1 });
    const { states, settled } = await reportOf(id);
    expect(states.reduce((sum, { people }) => sum + people, 0)).toBe(4);
    expect([settled, states.find(({ state }) => state === 'sent')?.people]).toEqual([4, 2]);
  });

  it('goes to nobody once it is withdrawn', async () => {
    toHour(t, 23);
    const { shopId } = await shopOf(3);
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    await t.call('announcements.withdraw', { as: manager, params: { id } });
    toHour(t, 8);
    await work(t);
    expect(speaker.told).toEqual([]);
    expect((await reportOf(id)).states).toEqual([{ state: 'cancelled', people: 3 }]);
  });

  it('makes rows of exceptions only: refused ones go on to the next channel, with their attempt', async () => {
    await setSettings(t, { channels: ['inbox', 'webhook', 'sms'] });
    const { shopId, ids } = await shopOf(4);
    speaker.deaf.set(ids[2] ?? 0, REFUSED);
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    const { channels, reasons, states } = await reportOf(id);
    expect(channels.map(({ channel, planned, accepted, refused }) => [channel, planned, accepted, refused])).toEqual([
      ['webhook', 4, 3, 1],
      ['sms', 0, 1, 0],
      ['inbox', 0, 0, 0],
    ]);
    expect(reasons.map(({ code, people }) => [code, people])).toEqual([['410', 1]]);
    expect(states.reduce((sum, { people }) => sum + people, 0)).toBe(4);
    expect(await statesOf(t, id)).toEqual({ sent: 1 });
  });

  it('tries who was to come later by themselves, and nobody twice', async () => {
    const { shopId, ids } = await shopOf(3);
    const until = t.clock.now() + HOUR;
    speaker.deaf.set(ids[0] ?? 0, { state: 'later', code: 429, until, pausesChannel: false, reason: '太忙' });
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    expect(await statesOf(t, id)).toEqual({ planned: 1 });
    speaker.deaf.clear();
    t.clock.advance(2 * HOUR);
    await work(t);
    expect([...speaker.told].sort((a, b) => a - b)).toEqual(ids);
    expect((await reportOf(id)).state).toBe('done');
  });

  it('lets those who have not read be reached otherwise after the set time', async () => {
    await setSettings(t, { channels: ['inbox', 'webhook', 'sms'] });
    const { shopId, members } = await shopOf(3);
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    await read(id, members[0]?.token);
    expect((await reportOf(id)).channels[0]).toMatchObject({ channel: 'webhook', accepted: 3, read: 1 });
    t.clock.advance(25 * HOUR);
    await work(t);
    const { channels, states } = await reportOf(id);
    expect(channels.find(({ channel }) => channel === 'sms')).toMatchObject({ accepted: 2 });
    expect(states.reduce((sum, { people }) => sum + people, 0)).toBe(3);
    expect(speaker.told).toHaveLength(3);
  });

  it('is in doubt as a whole when its worker died or the channel broke, and is not told again', async () => {
    toHour(t, 23);
    const { shopId } = await shopOf(3);
    const id = await publishTo(t, manager, [shopId]);
    await work(t);
    await t.db.execute(
      `UPDATE push_range SET block_state = 'held', lease_owner = 'somebody', lease_until = ? WHERE campaign_id = (SELECT id FROM push_campaign WHERE subject = ?)`,
      [t.clock.now() + 15_000, `announcement:${id}`],
    );
    toHour(t, 8);
    speaker.fails = true;
    const broken = await publishTo(t, manager, [shopId]);
    await work(t);
    t.clock.advance(HOUR);
    await work(t);
    expect(speaker.told).toEqual([]);
    for (const one of [id, broken]) {
      expect(await statesOf(t, one)).toEqual({ unknown: 3 });
      expect(await reportOf(one)).toMatchObject({ state: 'done', settled: 3, channels: [{ unknown: 3, accepted: 0 }, {}] });
    }
  });

  it('waits while its channel is asked for patience', async () => {
    await t.db.execute('INSERT INTO push_pause (channel, until_at, reason) VALUES (?, ?, ?)', ['webhook', t.clock.now() + HOUR, '太忙']);
    const { shopId, ids } = await shopOf(2);
    await publishTo(t, manager, [shopId]);
    await work(t);
    expect(speaker.told).toEqual([]);
    t.clock.advance(HOUR + 1_000);
    await work(t);
    expect(speaker.told).toEqual(ids);
  });
});

describe('a set of members', () => {
  it('keeps exactly the ids that it was made of, also written down and read again', () => {
    const range = { first: 10_001, last: 20_000 };
    const ids = [10_001, 10_002, 10_008, 10_009, 10_048, 10_049, 15_000, 19_999, 20_000];
    const set = MemberSet.of(range, ids);
    expect(set.ids()).toEqual(ids);
    expect(set.size).toBe(ids.length);
    const again = MemberSet.read(range.first, set.toString());
    expect([again.has(10_048), again.has(10_050), again.has(9_999), again.has(20_001)]).toEqual([true, false, false, false]);
    expect(again.without([10_001, 10_003, 20_000]).ids()).toEqual(ids.slice(1, -1));
    const bits = 2 ** 47 + 5;
    expect(MemberSet.ofWords(range, [{ word: 1, bits }]).ids()).toEqual([10_049, 10_051, 10_096]);
  });
});
