import { errorFrom, outage } from '@/platform/api-error';
import { LineWriter } from './line-writer';

type Sent = { wanted: number; answer: (value: string) => void; fail: (error: unknown) => void };
let sent: Sent[];
let saved: [number, string, boolean][];
let refused: number[];
let silent: number[];

function writer() {
  sent = [];
  saved = [];
  refused = [];
  silent = [];
  return new LineWriter<number, string>({
    send: (wanted) => new Promise((answer, fail) => sent.push({ wanted, answer, fail })),
    onSaved: (id, answer, current) => saved.push([id, answer, current]),
    onRefused: (id) => refused.push(id),
    onSilent: (id) => silent.push(id),
  });
}
const pass = (time: number) => jest.advanceTimersByTimeAsync(time);

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('taps on a stepper', () => {
  it('that come quickly are one request with the last wish', async () => {
    const lines = writer();
    for (const quantity of [1, 2, 3, 4, 5]) {
      lines.want(7, quantity);
      await pass(100);
    }
    expect(sent).toHaveLength(0);
    await pass(400);
    expect(sent.map(({ wanted }) => wanted)).toEqual([5]);
    sent[0]?.answer('ok');
    await pass(0);
    expect(saved).toEqual([[7, 'ok', true]]);
  });

  it('of different lines do not wait for each other', async () => {
    const lines = writer();
    lines.want(1, 10);
    lines.want(2, 20);
    await pass(400);
    expect(sent.map(({ wanted }) => wanted)).toEqual([10, 20]);
  });

  it('while a request is on its way go out after it, and the first answer is not the last word', async () => {
    const lines = writer();
    lines.want(7, 1);
    await pass(400);
    lines.want(7, 2);
    await pass(1000);
    expect(sent).toHaveLength(1);
    sent[0]?.answer('one');
    await pass(0);
    expect(sent.map(({ wanted }) => wanted)).toEqual([1, 2]);
    sent[1]?.answer('two');
    await pass(0);
    expect(saved).toEqual([
      [7, 'one', false],
      [7, 'two', true],
    ]);
  });

  it('that met silence are tried again until the network is back', async () => {
    const lines = writer();
    lines.want(7, 3);
    await pass(400);
    sent[0]?.fail(outage('offline'));
    await pass(0);
    expect(silent).toEqual([7]);
    await pass(2000);
    sent[1]?.fail(outage('timeout'));
    await pass(5000);
    expect(sent.map(({ wanted }) => wanted)).toEqual([3, 3, 3]);
    sent[2]?.answer('ok');
    await pass(60_000);
    expect(saved).toHaveLength(1);
    expect(sent).toHaveLength(3);
  });

  it('that are refused are told once and not tried again', async () => {
    const lines = writer();
    lines.want(7, 999);
    await pass(400);
    sent[0]?.fail(errorFrom(400, { code: 'quantity_invalid' }));
    await pass(60_000);
    expect(refused).toEqual([7]);
    expect(sent).toHaveLength(1);
  });

  it('are not undone by the refusal of an older wish', async () => {
    const lines = writer();
    lines.want(7, 999);
    await pass(400);
    lines.want(7, 5);
    sent[0]?.fail(errorFrom(400, { code: 'quantity_invalid' }));
    await pass(400);
    expect(refused).toEqual([]);
    expect(sent.map(({ wanted }) => wanted)).toEqual([999, 5]);
  });
});

describe('before an order', () => {
  it('everything goes out at once, and it is known whether all of it arrived', async () => {
    const lines = writer();
    lines.want(1, 10);
    lines.want(2, 20);
    const settled = lines.flush();
    await pass(0);
    expect(sent).toHaveLength(2);
    sent[0]?.answer('ok');
    sent[1]?.answer('ok');
    await pass(100);
    await expect(settled).resolves.toBe(true);
  });

  it('a line that the network swallowed holds it up', async () => {
    const lines = writer();
    lines.want(1, 10);
    const settled = lines.flush();
    await pass(0);
    sent[0]?.fail(outage('offline'));
    await pass(100);
    await expect(settled).resolves.toBe(false);
  });
});
