import { ReadTimer } from './use-read-timer';

describe('the time that a notice is on screen', () => {
  let now = 0;
  const timer = () => new ReadTimer(() => now);
  beforeEach(() => {
    now = 1_000;
  });

  it('counts while shown and not while hidden', () => {
    const t = timer();
    t.show();
    now += 4_000;
    t.hide();
    now += 60_000;
    t.show();
    now += 2_500;
    expect(t.take()).toBe(6);
  });

  it('reports each second once and keeps what is below a second', () => {
    const t = timer();
    t.show();
    now += 1_700;
    expect(t.take()).toBe(1);
    now += 400;
    expect(t.take()).toBe(1);
    expect(t.take()).toBe(0);
  });

  it('never adds more than an hour for one visit', () => {
    const t = timer();
    t.show();
    now += 10 * 3_600_000;
    expect(t.take()).toBe(3_600);
  });
});
