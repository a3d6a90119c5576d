import { act, fireEvent, render, screen } from '@testing-library/react';
import { errorFrom } from '@/platform/api-error';
import { phone } from '../../test/stubs/taro';
import { Button } from './button';

const tap = async (label: string) =>
  act(async () => {
    fireEvent.click(screen.getByText(label));
  });

beforeEach(() => phone.reset());
afterEach(() => jest.useRealTimers());

describe('a button', () => {
  it('takes one tap at a time: a second one while the first is on its way does nothing', async () => {
    let release: () => void = () => undefined;
    const publish = jest.fn(() => new Promise<void>((resolve) => (release = resolve)));
    render(<Button label="发布给 12 家" onTap={publish} />);
    await tap('发布给 12 家');
    await tap('发布给 12 家');
    expect(publish).toHaveBeenCalledTimes(1);
    await act(async () => release());
    await tap('发布给 12 家');
    expect(publish).toHaveBeenCalledTimes(2);
  });

  it('takes two taps for one also before the first has been drawn', async () => {
    const publish = jest.fn(() => new Promise<void>(() => undefined));
    render(<Button label="发布给 12 家" onTap={publish} />);
    const button = screen.getByText('发布给 12 家');
    await act(async () => {
      button.click();
      button.click();
    });
    expect(publish).toHaveBeenCalledTimes(1);
  });

  it('says what is going on once it takes longer than a second', async () => {
    jest.useFakeTimers();
    render(<Button label="发布" busyLabel="正在发布…" onTap={() => new Promise(() => undefined)} />);
    await tap('发布');
    expect(screen.queryByText('正在发布…')).toBeNull();
    act(() => jest.advanceTimersByTime(1000));
    expect(screen.getByText('正在发布…')).toBeTruthy();
  });

  it('is never silent about it', async () => {
    jest.useFakeTimers();
    render(<Button label="申请加入" onTap={() => new Promise(() => undefined)} />);
    await tap('申请加入');
    act(() => jest.advanceTimersByTime(1000));
    expect(screen.queryAllByText('正在处理…')).toHaveLength(1);
    expect(screen.queryByText('申请加入')).toBeNull();
  });

  it('tells a failure in its own words and can be tapped again', async () => {
    const publish = jest.fn(async () => {
      throw errorFrom(409, { code: 'audience_empty' });
    });
    render(<Button label="发布" onTap={publish} />);
    await tap('发布');
    expect(phone.toasts).toEqual(['没有人会收到：请调整发送范围']);
    await tap('发布');
    expect(publish).toHaveBeenCalledTimes(2);
  });

  it('that is off does nothing', async () => {
    const publish = jest.fn();
    render(<Button label="发布" disabled onTap={publish} />);
    await tap('发布');
    expect(publish).not.toHaveBeenCalled();
  });
});
