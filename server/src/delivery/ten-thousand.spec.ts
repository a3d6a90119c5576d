import type { PushRecord } from '../../../scripts/wechat-simulator/state/message-pusher';
import { bootApp, type TestApp } from '../../test/app';
import { buildShop } from '../../test/builders/shop';
import { buildStaff } from '../../test/builders/staff';
import { onMariadb } from '../../test/database';
import { putTemplate } from '../../test/push/consents';
import { publishTo, setSettings, statesOf, toHour, work } from '../../test/push/notices';
import { pushFaults } from '../../test/push-conservation';
import { insertMany } from '../platform/database/database';

const SEND = '/cgi-bin/message/subscribe/send';
/** As many on both engines would take most of the time of all specs together. */
const PEOPLE = onMariadb ? 1_000 : 10_000;
/** To be told of every message that arrived takes longer than to send it, so of the many the platform tells only now and then. */
const TOLD = onMariadb ? 1 : 0.1;
const UNTOLD = {} as PushRecord;
const PER_SHOP = 100;
const FIRST = 100_000;
const idOf = (i: number): number => FIRST + i;

/** The same on every run. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

let t: TestApp;
let manager: string;
let template: { id: number; platformId: string };
let shopIds: number[];

beforeAll(async () => {
  t = await bootApp();
  manager = (await buildStaff(t, { roles: ['manager'] })).token;
  template = await putTemplate(t);
  await setSettings(t, { channels: ['inbox', 'subscription'] });
  shopIds = [];
  for (let n = 0; n < PEOPLE / PER_SHOP; n++) shopIds.push((await buildShop(t)).shopId);
  await people();
}, 120_000);
afterAll(() => t.close());

/** Everybody has agreed to one message, here and at the platform; one in twenty has used theirs up there without our knowing. */
async function people(): Promise<void> {
  const all = Array.from({ length: PEOPLE }, (_, i) => i);
  const openids = all.map((i) => t.world.registerUser({ key: `many-${i}` }).openid);
  const now = t.clock.now();
  await t.db.transaction(async (tx) => {
    await insertMany(
      tx,
      'account',
      ['id', 'provider', 'external_id', 'name', 'created_at', 'updated_at'],
      all.map((i) => [idOf(i), 'wechat', openids[i] as string, `人${i}`, now, now]),
    );
    await insertMany(
      tx,
      'member',
      ['id', 'account_id', 'shop_id', 'role', 'status', 'name', 'joined_at'],
      all.map((i) => [idOf(i), idOf(i), shopIds[Math.floor(i / PER_SHOP)] as number, 'owner', 'active', `人${i}`, now]),
    );
    await tx.execute(`UPDATE shop SET member_count = ${PER_SHOP}, joined_at = ?`, [now]);
    await insertMany(
      tx,
      'push_consent',
      ['account_id', 'template_id', 'granted', 'answer', 'keeps', 'asked_at'],
      all.map((i) => [idOf(i), template.id, 1, 'accept', 0, now]),
    );
    await insertMany(
      tx,
      'push_consent_entry',
      ['account_id', 'template_id', 'kind', 'delta', 'subject', 'at'],
      all.map((i) => [idOf(i), template.id, 'granted', 1, 'asked', now]),
    );
  });
  for (const [i, openid] of openids.entries())
    t.world.subscriptions.grant(t.world.miniProgram.appId, openid, template.platformId, i % 20 === 7 ? 0 : 1);
}

function tellOfSome(): void {
  const { pusher } = t.world;
  const tell = pusher.sendList.bind(pusher);
  const random = chance(11);
  pusher.sendList = async (...what) => (random() < TOLD ? tell(...what) : UNTOLD);
}

describe(`${PEOPLE} messages with a platform that refuses at random`, () => {
  it('reach nobody twice, leave each in one final state, and our ledger says what the platform’s says', async () => {
    toHour(t, 10);
    tellOfSome();
    const random = chance(7);
    // Sporadic trouble of every kind: refused and not done, done and not answered.
    t.world.faults.weather = (path) => {
      if (path !== SEND) return null;
      const roll = random();
      if (roll < 0.02) return { errcode: -1 };
      if (roll < 0.0203) return { errcode: 45011 };
      if (roll < 0.04) return { fault: 'server-error' };
      if (roll < 0.06) return { fault: 'answer-lost' };
      return roll < 0.065 ? { fault: 'server-error-after' } : null;
    };
    const id = await publishTo(t, manager, shopIds);
    for (let rounds = 0; rounds < 400; rounds++) {
      await work(t);
      const { planned = 0, held = 0 } = await statesOf(t, id);
      if (planned + held === 0) break;
      t.clock.advance(31_000);
    }
    const states = await statesOf(t, id);
    expect(Object.values(states).reduce((sum, n) => sum + n, 0)).toBe(PEOPLE);
    expect(Object.keys(states).filter((state) => !['refused', 'sent', 'unknown'].includes(state))).toEqual([]);
    expect(states.refused).toBeGreaterThan(0);
    const delivered = t.world.ledger.countsByRecipient({ channel: 'subscribe', templateId: template.platformId });
    expect(Math.max(...delivered.values())).toBe(1);
    await compare(id, delivered);
    expect(await pushFaults(t)).toEqual([]);
  }, 600_000);

  /** Person by person: accepted is delivered, refused is not, and of what is unknown the right is still held. */
  async function compare(announcementId: number, delivered: Map<string, number>): Promise<void> {
    const rows = await t.db.query<{ openid: string; state: string; granted: number; sent: number; held: number; entries: number }>(
      `SELECT a.external_id AS openid, r.state, k.granted, k.sent, k.held,
         (SELECT SUM(e.delta) FROM push_consent_entry e WHERE e.account_id = a.id AND e.template_id = k.template_id) AS entries
       FROM push_recipient r JOIN push_campaign c ON c.id = r.campaign_id AND c.subject = ? JOIN account a ON a.id = r.account_id
         JOIN push_consent k ON k.account_id = a.id AND k.template_id = ?`,
      [`announcement:${announcementId}`, template.id],
    );
    const wrong = rows.filter(({ openid, state, granted, sent, held, entries }) => {
      const got = delivered.get(openid) ?? 0;
      const left = granted - sent - held;
      const leftThere = t.world.subscriptions.left(t.world.miniProgram.appId, openid, template.platformId);
      if (left < 0 || entries !== left) return true;
      if (state === 'sent') return got !== 1 || left !== leftThere;
      if (state === 'refused') return got !== 0 || left !== leftThere;
      return left !== 0;
    });
    expect(wrong).toEqual([]);
  }
});
