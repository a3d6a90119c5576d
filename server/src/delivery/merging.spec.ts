import { bootApp, type TestApp } from '../../test/app';
import { buildMember } from '../../test/builders/member';
import { buildShop } from '../../test/builders/shop';
import { buildStaff } from '../../test/builders/staff';
import { checkConservation } from '../../test/conservation';
import { startGateway, type TestGateway } from '../../test/push/gateway';
import { publishTo, setSettings, statesOf, toHour, work } from '../../test/push/notices';

const MINUTE = 60_000;
const TOGETHER = '条新公告';

let t: TestApp;
let gateway: TestGateway;
let manager: string;
let shopId: number;
let ids: number[];
const titles = (): string[] => gateway.taken.map(({ title }) => title);

beforeAll(async () => {
  gateway = await startGateway();
  t = await bootApp({ env: { PUSH_WEBHOOK: gateway.url } });
  manager = (await buildStaff(t, { roles: ['manager'] })).token;
  await setSettings(t, { mergeMinutes: 30 });
});
afterAll(async () => {
  await t.close();
  await gateway.close();
});

/** Somebody who has just been told one thing, for whom three more wait. */
beforeEach(async () => {
  toHour(t, 10);
  await work(t);
  gateway.answer = () => ({ status: 200 });
  ({ shopId } = await buildShop(t));
  await buildMember(t, { shopId });
  await publishTo(t, manager, [shopId]);
  await work(t);
  ids = [];
  for (let n = 0; n < 3; n++) ids.push(await publishTo(t, manager, [shopId]));
  await work(t);
  gateway.taken.length = 0;
});
afterEach(() => checkConservation(t));

async function later(minutes: number): Promise<void> {
  for (let n = 0; n < minutes; n += 5) {
    t.clock.advance(5 * MINUTE);
    await work(t);
  }
}

/** The announcement whose message stands for the others. */
async function carrier(): Promise<number> {
  const [row] = await t.db.query<{ subject: string }>(
    `SELECT c.subject FROM push_recipient r JOIN push_campaign c ON c.id = r.campaign_id WHERE r.shop_id = ? AND r.attempts > 0 ORDER BY r.campaign_id DESC LIMIT 1`,
    [shopId],
  );
  return Number(row?.subject.split(':')[1]);
}
const states = async (): Promise<object[]> => Promise.all(ids.map((id) => statesOf(t, id)));

describe('a message that stands for several notices', () => {
  it('is one message, of which the others are a part', async () => {
    await later(35);
    expect(titles()).toEqual([`3 ${TOGETHER}`]);
    expect(await states()).toEqual(expect.arrayContaining([{ sent: 1 }, { merged: 1 }, { merged: 1 }]));
  });

  it('takes none of them with it when it is refused', async () => {
    gateway.answer = ({ title }) => ({ status: title.includes(TOGETHER) ? 404 : 200 });
    await later(45);
    expect(titles()).toHaveLength(1);
    expect(titles()[0]).not.toContain(TOGETHER);
    expect(await states()).toEqual(expect.arrayContaining([{ sent: 1 }, { refused: 1 }, { refused: 1 }]));
  });

  it('still stands for all of them when it is tried again', async () => {
    let tries = 0;
    gateway.answer = () => (tries++ === 0 ? { status: 429, retryAfter: 120 } : { status: 200 });
    await later(45);
    expect(titles()).toEqual([`3 ${TOGETHER}`]);
    expect(await states()).toEqual(expect.arrayContaining([{ sent: 1 }, { merged: 1 }, { merged: 1 }]));
  });

  it('leaves the others to be told when its own notice is withdrawn before it goes out', async () => {
    gateway.answer = () => ({ status: 429, retryAfter: 600 });
    await later(30);
    const id = await carrier();
    expect(ids).toContain(id);
    gateway.answer = () => ({ status: 200 });
    await t.call('announcements.withdraw', { as: manager, params: { id } });
    await later(30);
    expect(titles()).toEqual([`2 ${TOGETHER}`]);
    expect(await statesOf(t, id)).toEqual({ cancelled: 1 });
    expect(await states()).toEqual(expect.arrayContaining([{ sent: 1 }, { merged: 1 }, { cancelled: 1 }]));
  });
});
