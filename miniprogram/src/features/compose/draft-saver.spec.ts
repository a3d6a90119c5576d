import { DraftSaver, type SaveState } from './draft-saver';

jest.useFakeTimers();

describe('keeping a draft', () => {
  let sent: string[];
  let states: SaveState[];
  let fail: boolean;
  const saver = () =>
    new DraftSaver<string>(
      async (value) => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        if (fail) throw new Error('offline');
        sent.push(value);
      },
      (state) => states.push(state),
    );
  beforeEach(() => {
    sent = [];
    states = [];
    fail = false;
  });

  it('waits for a pause and sends the newest only', async () => {
    const s = saver();
    s.change('a');
    await jest.advanceTimersByTimeAsync(500);
    s.change('ab');
    await jest.advanceTimersByTimeAsync(700);
    expect(sent).toEqual([]);
    await jest.advanceTimersByTimeAsync(300);
    expect(sent).toEqual(['ab']);
    expect(states.at(-1)).toBe('kept');
  });

  it('never sends two at once, and sends what was typed meanwhile', async () => {
    const s = saver();
    s.change('a');
    await jest.advanceTimersByTimeAsync(850);
    s.change('ab');
    await jest.advanceTimersByTimeAsync(60);
    expect(sent).toEqual(['a']);
    expect(states.at(-1)).toBe('waiting');
    await jest.advanceTimersByTimeAsync(1000);
    expect(sent).toEqual(['a', 'ab']);
    expect(states.at(-1)).toBe('kept');
  });

  it('tries again by itself after a failure', async () => {
    const s = saver();
    fail = true;
    s.change('a');
    await jest.advanceTimersByTimeAsync(1000);
    expect(states.at(-1)).toBe('failed');
    fail = false;
    await jest.advanceTimersByTimeAsync(4200);
    expect(sent).toEqual(['a']);
  });

  it('does not repeat what was refused for good, but sends what comes after it', async () => {
    const tries: string[] = [];
    const s = new DraftSaver<string>(
      async (value) => {
        tries.push(value);
        throw new Error('too long');
      },
      () => undefined,
      800,
      4000,
      () => false,
    );
    s.change('a');
    await jest.advanceTimersByTimeAsync(20_000);
    expect(tries).toEqual(['a']);
    s.change('b');
    await jest.advanceTimersByTimeAsync(1000);
    expect(tries).toEqual(['a', 'b']);
  });

  it('sends at once when asked to, and says when it cannot', async () => {
    const s = saver();
    s.change('a');
    const flushed = s.flush();
    await jest.advanceTimersByTimeAsync(150);
    await flushed;
    expect(sent).toEqual(['a']);
    fail = true;
    s.change('b');
    const refused = expect(s.flush()).rejects.toThrow('offline');
    await jest.advanceTimersByTimeAsync(150);
    await refused;
  });

  it('has nothing to do when nothing changed', async () => {
    await saver().flush();
    expect(states).toEqual([]);
  });
});
