import { bootApp, type TestApp } from '../../../test/app';
import { buildMember } from '../../../test/builders/member';
import { buildStaff } from '../../../test/builders/staff';
import { unique } from '../../../test/builders/unique';
import { Campaigns } from '../campaigns';
import type { Message } from '../channels/channel';

const SEND = '/cgi-bin/message/send';
const MINUTE = 60_000;

let t: TestApp;
beforeAll(async () => {
  t = await bootApp();
});
afterAll(() => t.close());
beforeEach(() => t.world.faults.clear());

type Staff = Awaited<ReturnType<typeof buildStaff>>;
async function colleagues(count: number): Promise<Staff[]> {
  const staff: Staff[] = [];
  for (let i = 0; i < count; i++) {
    staff.push(await buildStaff(t, { roles: ['warehouse'] }));
    t.world.registerUser({ key: staff[i]?.wecomUserid ?? '', wecom: true });
  }
  return staff;
}
const message = (more: Partial<Message> = {}): Message => ({
  use: 'waiting',
  title: '12 种商品库存不足',
  summary: '电钻、手套、胶带 等',
  page: '/office/stock/index?low=true',
  category: 'orders',
  at: t.clock.now(),
  ...more,
});
async function start(to: Staff[], said = message()): Promise<{ id: number; subject: string }> {
  const subject = `staff:${unique()}`;
  const staffIds = to.map(({ staffId }) => staffId);
  const id = await t.db.transaction((tx) =>
    t.app.get(Campaigns, { strict: false }).start(tx, {
      kind: 'staff',
      subject,
      importance: 'order',
      message: said,
      to: { staffIds },
      channels: ['wecom-app'],
    }),
  );
  return { id, subject };
}
async function tell(to: Staff[], said = message()): Promise<number> {
  const { id } = await start(to, said);
  await t.runJobs();
  return id;
}
const states = async (campaignId: number): Promise<Record<string, string>> => {
  const rows = await t.db.query<{ userid: string; state: string }>(
    'SELECT f.wecom_userid AS userid, r.state FROM push_recipient r JOIN staff f ON f.id = r.member_id WHERE r.campaign_id = ?',
    [campaignId],
  );
  return Object.fromEntries(rows.map(({ userid, state }) => [userid, state]));
};
const attempts = (campaignId: number) =>
  t.db.query<{ state: string; code: string | null; platform_id: string | null }>(
    'SELECT state, code, platform_id FROM push_attempt WHERE campaign_id = ? ORDER BY id',
    [campaignId],
  );
const got = (staff: Staff, outcome: 'delivered' | 'dropped' | 'duplicate' | 'recalled' = 'delivered') =>
  t.world.ledger.list({ channel: 'wecom-app', to: staff.wecomUserid, outcome });
async function pass(ms: number): Promise<void> {
  t.clock.advance(ms);
  t.world.clock.advance(ms);
  await t.runJobs();
}

describe('a message of our app in WeCom', () => {
  it('reaches everybody in one call, whole, and opens the page it is about', async () => {
    const staff = await colleagues(3);
    const id = await tell(staff);
    expect(Object.values(await states(id))).toEqual(['sent', 'sent', 'sent']);
    const sent = staff.flatMap((one) => got(one));
    expect(new Set(sent.map(({ msgid }) => msgid)).size).toBe(1);
    expect(sent.map(({ cut }) => cut)).toEqual([false, false, false]);
    expect(sent[0]?.content).toMatchObject({ title: '有事项待处理', page: 'office/stock/index?low=true' });
    expect((await attempts(id)).map(({ platform_id }) => platform_id)).toEqual(Array(3).fill(sent[0]?.msgid));
  });

  it('is cut by us, not by the platform, when it is long', async () => {
    const [one] = (await colleagues(1)) as [Staff];
    await tell([one], message({ title: '很长的标题'.repeat(12), summary: '很长的说明'.repeat(20) }));
    expect(got(one).map(({ cut }) => cut)).toEqual([false]);
  });

  it('fails for those alone whom the platform names', async () => {
    const [well, gone, unlicensed] = (await colleagues(3)) as [Staff, Staff, Staff];
    t.world.registerUser({ key: gone.wecomUserid, wecom: false });
    t.world.registerUser({ key: unlicensed.wecomUserid }).licensed = false;
    const id = await tell([well, gone, unlicensed]);
    expect(await states(id)).toEqual({
      [well.wecomUserid]: 'sent',
      [gone.wecomUserid]: 'refused',
      [unlicensed.wecomUserid]: 'refused',
    });
    expect((await attempts(id)).map(({ code }) => code)).toEqual([null, '60111', '60011']);
    expect(await states(await tell([gone]))).toEqual({ [gone.wecomUserid]: 'refused' });
  });

  it('goes to staff who are enabled, and never to shops', async () => {
    const [well, dismissed] = (await colleagues(2)) as [Staff, Staff];
    await t.db.execute('UPDATE staff SET disabled_at = ? WHERE id = ?', [t.clock.now(), dismissed.staffId]);
    const id = await tell([well, dismissed]);
    expect(await states(id)).toEqual({ [well.wecomUserid]: 'sent' });
    const member = await buildMember(t);
    const to = { memberIds: [member.memberId] };
    const other = await t.db.transaction((tx) =>
      t.app.get(Campaigns, { strict: false }).start(tx, {
        ...{ kind: 'order', subject: `order:${unique()}`, importance: 'order', message: message(), to },
        channels: ['wecom-app'],
      }),
    );
    await t.runJobs();
    expect(await attempts(other)).toEqual([]);
  });

  it.each(['answer-lost', 'server-error-after', 'bad-gateway'] as const)('is there once when its answer is lost: %s', async (fault) => {
    const staff = await colleagues(2);
    t.world.faults.plan({ path: SEND, fault, times: 1 });
    const id = await tell(staff);
    expect(Object.values(await states(id))).toEqual(['sent', 'sent']);
    for (const one of staff) expect(got(one)).toHaveLength(1);
  });

  it('is tried again where the answers stay away, and still comes once', async () => {
    const [one] = (await colleagues(1)) as [Staff];
    t.world.faults.plan({ path: SEND, fault: 'answer-lost', times: 4 });
    const id = await tell([one]);
    for (let i = 0; i < 6; i++) await pass(2 * MINUTE);
    expect([await states(id), got(one).length]).toEqual([{ [one.wecomUserid]: 'sent' }, 1]);
  });

  it('waits out what the platform refuses for a while, for everybody', async () => {
    const [one] = (await colleagues(1)) as [Staff];
    t.world.faults.plan({ path: SEND, errcode: 45009, times: 1 });
    const id = await tell([one]);
    expect([await states(id), got(one).length]).toEqual([{ [one.wecomUserid]: 'planned' }, 0]);
    await pass(MINUTE + 1_000);
    expect([await states(id), got(one).length]).toEqual([{ [one.wecomUserid]: 'sent' }, 1]);
  });

  it('is never one too many in a minute: what the platform would drop comes later', async () => {
    const [one] = (await colleagues(1)) as [Staff];
    await pass(10 * MINUTE);
    for (let i = 0; i < 33; i++) await start([one], message({ title: `第 ${i} 条` }));
    await t.runJobs();
    expect([got(one).length <= 30, got(one, 'dropped').length]).toEqual([true, 0]);
    for (let i = 0; i < 3; i++) await pass(MINUTE);
    expect([got(one).length, got(one, 'dropped').length]).toEqual([33, 0]);
  });

  it('is taken back when what it tells is withdrawn', async () => {
    const staff = await colleagues(2);
    const { id, subject } = await start(staff);
    await t.runJobs();
    await t.db.transaction((tx) => t.app.get(Campaigns, { strict: false }).withdraw(tx, subject));
    await t.runJobs();
    expect((await attempts(id)).map(({ state }) => state)).toEqual(['recalled', 'recalled']);
    for (const one of staff) expect([got(one).length, got(one, 'recalled').length]).toEqual([0, 1]);
  });
});
