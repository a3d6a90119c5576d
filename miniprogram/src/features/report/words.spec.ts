import { breakdownBar, byUnread, funnelBars, headline, peopleLine, rowWords } from './words';

const shops = { addressed: 1234, reached: 1230, read: 987, ownerRead: 890, fullyRead: 640, understood: 512 };
const owners = { people: 1234, read: 912, delivered: 1230, acknowledged: 0, understood: 0 };
const clerks = { ...owners, people: 1020, read: 640 };
const row = (key: string, people: number, read: number) => ({
  key,
  name: key,
  people,
  read,
  delivered: people,
  acknowledged: 0,
  understood: 0,
  shops: 3,
  shopsOwnerRead: 2,
  shopsFullyRead: 1,
});

describe('the report in words', () => {
  it('says how far it got', () => {
    const said = (changed: Partial<typeof shops>) => headline({ shops: { ...shops, ...changed }, owners, clerks });
    expect(said({})).toBe('1,234 家中 987 家已读，店主已读 912，店员已读 640');
    expect(said({ fullyRead: 1234 })).toBe('1,234 家全部读完');
    expect(headline({ shops: { ...shops, ownerRead: 0, fullyRead: 0 }, owners: { ...owners, read: 0 }, clerks })).toBe(
      '1,234 家中 987 家已读，店主已读 0，店员已读 640',
    );
    expect(said({ read: 0, ownerRead: 0, fullyRead: 0 })).toBe('已送达 1,234 家，还没有人读');
    expect(said({ addressed: 0, read: 0, ownerRead: 0, fullyRead: 0 })).toBe('还没有送达任何门店');
  });

  it('leaves out a kind of person that nobody is', () => {
    const counts = { people: 10, read: 4, delivered: 10, acknowledged: 0, understood: 0 };
    const nobody = { ...counts, people: 0, read: 0 };
    expect(peopleLine({ owners: counts, clerks: nobody })).toBe('店主已读 4/10 人');
    expect(headline({ shops, owners, clerks: nobody })).toBe('1,234 家中 987 家已读，店主已读 912');
  });

  it('names the loss at each step and marks the greatest', () => {
    const bars = funnelBars([
      { step: 'addressed', shops: 1000, lost: 0 },
      { step: 'owner_read', shops: 800, lost: 0.2 },
      { step: 'clerks_read', shops: 600, lost: 0.25 },
      { step: 'understood', shops: 600, lost: 0 },
    ]);
    expect(bars.map(({ note }) => note)).toEqual([
      undefined,
      '少了 200 家（20%）：店主没看',
      '少了 200 家（25%）：店主看了，店员没看全',
      '这一步没有流失',
    ]);
    expect(bars.map(({ isWorst }) => isWorst)).toEqual([false, false, true, false]);
    expect(bars.map(({ share }) => share)).toEqual([1, 0.8, 0.6, 0.6]);
  });

  it('says nothing of steps that nobody came to', () => {
    const bars = funnelBars([
      { step: 'addressed', shops: 9, lost: 0 },
      { step: 'owner_read', shops: 0, lost: 1 },
      { step: 'clerks_read', shops: 0, lost: 0 },
    ]);
    expect(bars.map(({ note }) => note)).toEqual([undefined, '少了 9 家（100%）：店主没看', undefined]);
  });

  it('marks nothing where nothing was lost, and divides by nothing', () => {
    expect(funnelBars([{ step: 'addressed', shops: 0, lost: 0 }])).toMatchObject([{ share: 0, isWorst: false }]);
  });

  it('counts who is left, the worst first', () => {
    expect(byUnread([row('a', 10, 9), row('b', 10, 1)]).map(({ key }) => key)).toEqual(['b', 'a']);
    expect(breakdownBar(row('b', 10, 1), true)).toMatchObject({ figure: '9/10 人', share: 0.9, note: '90% 未读 · 店主已读 2/3 家' });
    expect(breakdownBar({ ...row('s', 2, 1), shops: 1, shopsOwnerRead: 1, shopsFullyRead: 0 }, false)).toMatchObject({ note: '店主已读' });
  });

  it('tells of a line in the list what matters in its state', () => {
    const counts = { shops: 3, people: 5, delivered: 5, read: 2, acknowledged: 0, understood: 0 };
    const base = { author: '王芳', publishAt: null, publishedAt: null, counts };
    const when = () => '昨天 14:05';
    expect(rowWords({ ...base, state: 'draft' }, when)).toBe('王芳 的草稿');
    expect(rowWords({ ...base, state: 'scheduled', publishAt: '2026-11-25T01:00:00.000Z' }, when)).toBe('2026年11月25日 09:00 发布');
    expect(rowWords({ ...base, state: 'published', publishedAt: '2026-11-20T01:00:00.000Z' }, when)).toBe('昨天 14:05 · 3 家 5 人');
  });
});
