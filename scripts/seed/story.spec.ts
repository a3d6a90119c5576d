import { createHash } from 'node:crypto';
import { Calendar, HOUR } from './calendar';
import { readContent } from './content/content';
import { Dice } from './dice';
import { type Generated, generate } from './generate';
import type { Asset } from './story/files';
import { tellStory } from './story/story';

// Two cores are shared with whatever else runs.
jest.setTimeout(400_000);

const TODAY = '2026-11-22';
const content = readContent();
const { scenario } = content;
/** What a picture or sheet would be, without drawing it. */
const assets = {
  get: (key: string): Asset => ({ key, name: `${key}.jpg`, sha256: key, size: 1, mime: 'image/jpeg', width: 1, height: 1 }),
} as unknown as ReadonlyMap<string, Asset>;
const tell = (today: string, seed = scenario.seed): Generated => generate(content, new Calendar(today), new Dice(seed), assets);

/** Who came and when, without what was ordered: the one does not hang on the other, and orders take long to make. */
const storyOf = (today: string): Generated['story'] => tellStory(content, new Calendar(today), new Dice(scenario.seed), () => []).story;

const fingerprint = ({ rows, drafts }: Generated): string => {
  const hash = createHash('sha256');
  for (const [table, all] of Object.entries(rows)) hash.update(table).update(JSON.stringify(all));
  for (const { number, shop, at, totalFen, method } of drafts) hash.update(JSON.stringify([number, shop.id, at, totalFen, method]));
  return hash.digest('hex');
};

describe('the story', () => {
  const first = tell(TODAY);

  it('is the same for the same day and seed', () => {
    expect(fingerprint(tell(TODAY))).toBe(fingerprint(first));
  });

  it('tells who came in the same way whatever is ordered', () => {
    const comings = ({ events }: Generated['story']) => events.map(({ kind, at, reason }) => `${kind} ${at} ${reason}`);
    expect(comings(storyOf(TODAY))).toEqual(comings(first.story));
  });

  it('is the measured case', () => {
    const joined = first.story.shops.filter((shop) => shop.joinedAt !== null);
    const strangers = joined.filter((shop) => shop.isStranger);
    expect(joined).toHaveLength(4048);
    expect(strangers).toHaveLength(1500);
    expect(strangers.filter((shop) => shop.status === 'partner')).toHaveLength(15);
    const people = new Set(first.story.members.map((member) => member.account)).size;
    expect(people).toBeGreaterThan(6300);
    expect(people).toBeLessThan(6700);
    expect(first.story.communities).toHaveLength(6);
    expect(first.story.segments).toHaveLength(15);
    expect(first.announcements).toHaveLength(60);
    expect(first.posts).toHaveLength(400);
    expect(first.catalogue.products).toHaveLength(1100);
    expect(first.catalogue.skus).toHaveLength(3200);
    expect(first.drafts).toHaveLength(40_000);
  });

  it('lies in the two months before today, and nothing of it ahead', () => {
    const { now } = new Calendar(TODAY);
    const planned = new Set(['invitation.expires_at', 'announcement.publish_at', 'outbox_job.claimable_at', 'customer_price.until_at']);
    const ahead = new Set<string>();
    for (const [table, rows] of Object.entries(first.rows)) {
      const times = Object.keys(rows[0] ?? {}).filter((column) => /(^|_)at$/.test(column));
      for (const row of rows) for (const column of times) if (Number(row[column]) >= now) ahead.add(`${table}.${column}`);
    }
    expect([...ahead].filter((column) => !planned.has(column))).toEqual([]);
    expect(Math.min(...first.story.members.map((member) => member.joinedAt))).toBeGreaterThan(now - 61 * 86_400_000);
  });

  it.each(['2026-11-01', '2026-11-23', '2026-12-31', '2027-02-28'])('ends before %s: nothing happened to an invitation later', (today) => {
    const { now } = new Calendar(today);
    const { events } = storyOf(today);
    expect(events.filter(({ at }) => at >= now)).toEqual([]);
    const early = events.filter(({ at, reason, invitation }) => {
      if (reason === 'expired') return at < (invitation?.expiresAt ?? 0);
      return reason === 'revoked' && at < (invitation?.revokedAt ?? 0);
    });
    expect(early).toEqual([]);
  });

  it.each(['2026-11-20', '2026-11-22', '2026-11-24'])('leaves something to do in the ring of the first salesperson on %s', (today) => {
    const { now } = new Calendar(today);
    const month = now - (Number(today.slice(8)) - 1) * 86_400_000;
    const shops = storyOf(today).shops.filter(
      ({ joinedAt, invitedBy }) => invitedBy?.content.key === 'sales-1' && (joinedAt ?? 0) >= month,
    );
    expect(shops.length).toBeGreaterThan(61);
    expect(shops.length).toBeLessThan(141);
  });

  it('sells by the seasons: little around the spring festival, much in spring and autumn, more since shops are in', () => {
    const of = (month: string) => first.drafts.filter(({ number }) => number.startsWith(`DD${month}`)).length;
    expect(of('202602')).toBeLessThan(0.5 * of('202603'));
    expect(of('202607')).toBeLessThan(0.9 * of('202604'));
    expect(of('202610')).toBeGreaterThan(of('202510'));
    const shops = new Set(first.drafts.filter(({ member }) => member).map(({ shop }) => shop));
    expect(shops.size).toBeGreaterThan(300);
  });

  it('takes every price from the rule that both sides go by', () => {
    const rules = new Set(first.drafts.flatMap(({ lines }) => lines.map(({ rule }) => rule.replace(/[+_]/g, ''))));
    expect([...rules].sort()).toEqual(['customer', 'level']);
    const cheap = first.drafts
      .flatMap(({ lines }) => lines)
      .filter(({ fen, sku, listFen }) => fen < Math.min(sku.floorFen, listFen) || fen > listFen);
    expect(cheap.map(({ sku, fen, listFen, rule }) => [sku.code, fen, listFen, rule])).toEqual([]);
  });

  it('says nothing twice and leaves no blank unfilled', () => {
    const bodies = first.posts.map((post) => post.body);
    expect(new Set(bodies).size).toBe(bodies.length);
    const words = JSON.stringify([
      first.posts.map((post) => [post.body, post.comments.map((one) => one.body)]),
      first.announcements.map((one) => one.text),
    ]);
    expect(words).not.toMatch(/[{|]\p{Script=Han}|undefined|null\p{Script=Han}/u);
  });

  it('loses about a fifth of the shops at each step', () => {
    const all = first.rows.announcement_tally.filter((row) => row.dimension === 'all' && Number(row.shops_understood) > 500);
    const sum = (column: string) => all.reduce((total, row) => total + Number(row[column]), 0);
    const steps = ['shops', 'shops_owner_read', 'shops_fully_read', 'shops_understood'].map(sum);
    const kept = steps.slice(1).map((count, index) => count / steps[index]!);
    for (const share of kept) {
      expect(share).toBeGreaterThan(0.74);
      expect(share).toBeLessThan(0.88);
    }
  });

  it('is another on another day or with another seed, of the same size', () => {
    const other = tell('2027-03-01', 'another');
    expect(fingerprint(other)).not.toBe(fingerprint(first));
    expect(other.story.shops.filter((shop) => shop.joinedAt !== null)).toHaveLength(4048);
    expect(other.posts).toHaveLength(400);
  });

  describe('up to a moment of the day', () => {
    const { now } = new Calendar(TODAY);
    const at = (hour: number) => generate(content, new Calendar(TODAY, now + hour * HOUR), new Dice(scenario.seed), assets);
    const since = ({ drafts }: Generated) => drafts.filter((draft) => draft.at >= now);
    const noon = at(12);

    it('has what came in since midnight', () => {
      const own = since(noon);
      expect(own.length).toBeGreaterThan(10);
      expect(own.length).toBeLessThan(60);
      expect(noon.drafts).toHaveLength(40_000 + own.length);
      expect(Math.max(...own.map((draft) => draft.at))).toBeLessThan(now + 12 * HOUR);
      expect(own.map(({ number }) => number)).toEqual(own.map((_, index) => `DD20261122-${String(index + 1).padStart(6, '0')}`));
    });

    it('leaves what was before as it is without it', () => {
      const earlier = ({ drafts }: Generated) =>
        drafts.filter((draft) => draft.at < now).map(({ number, totalFen }) => `${number} ${totalFen}`);
      expect(earlier(noon)).toEqual(earlier(first));
    });

    it('only adds as the day goes on', () => {
      const evening = since(at(19));
      expect(evening.length).toBeGreaterThan(since(noon).length);
      expect(evening).toEqual(expect.arrayContaining(since(noon).map(({ number }) => expect.objectContaining({ number }))));
    });
  });
});
