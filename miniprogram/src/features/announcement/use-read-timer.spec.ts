import { renderHook } from '@testing-library/react';
import { ReadTimer, SEEN_AFTER, useReadTimer } from './use-read-timer';

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

describe('a first reading', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('is reported once the notice has been on screen for a while', () => {
    const report = jest.fn();
    renderHook(() => useReadTimer(true, report));
    jest.advanceTimersByTime(SEEN_AFTER - 1);
    expect(report).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1);
    expect(report).toHaveBeenCalledTimes(1);
  });

  it('is reported at once, and not again, when somebody orders what it offers', () => {
    const report = jest.fn();
    const { result } = renderHook(() => useReadTimer(true, report));
    result.current();
    result.current();
    jest.advanceTimersByTime(SEEN_AFTER);
    expect(report.mock.calls).toEqual([[0]]);
  });

  it('waits for the notice to be there', () => {
    const report = jest.fn();
    const { result } = renderHook(() => useReadTimer(false, report));
    result.current();
    jest.advanceTimersByTime(SEEN_AFTER);
    expect(report).not.toHaveBeenCalled();
  });
});
