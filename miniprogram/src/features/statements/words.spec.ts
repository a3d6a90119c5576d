import { headText, leftText, monthBefore, stateText } from './words';

it('knows the month before, in Shanghai and over the turn of the year', () => {
  expect(monthBefore(Date.parse('2026-11-22T03:00:00Z'))).toBe('2026-10');
  expect(monthBefore(Date.parse('2026-12-31T16:00:00Z'))).toBe('2026-12');
  expect(monthBefore(Date.parse('2026-12-31T15:59:59Z'))).toBe('2026-11');
  expect(monthBefore(Date.parse('2027-01-10T03:00:00Z'))).toBe('2026-12');
});

it('names the shop, and what it said of a month that is over', () => {
  const said = { state: 'confirmed', at: null, by: '周鑫' } as const;
  expect(headText({ shopName: '鑫鑫五金', running: false, answer: said })).toBe('已确认（周鑫） · 鑫鑫五金');
  expect(headText({ shopName: '鑫鑫五金', running: true, answer: { ...said, state: 'open', by: null } })).toBe('鑫鑫五金');
});

it('says what is left of a limit, and by how much it is passed', () => {
  expect([leftText(5_000), leftText(0), leftText(-7_050)]).toEqual(['还剩 ¥50.00', '还剩 ¥0.00', '已超 ¥70.50']);
});

it('asks nobody for a word on a month that still runs', () => {
  expect(stateText({ state: 'open', running: true })).toBe('本月还没结束');
  expect(stateText({ state: 'open', running: false })).toBe('待确认');
  expect(stateText({ state: 'objected', running: false })).toBe('有异议');
});
