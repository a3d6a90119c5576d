import { Client } from 'undici';
import { cpuMs, type Running } from './servers';

export type Shot = { method: 'GET' | 'PUT' | 'POST'; path: string; headers?: Record<string, string>; body?: string };
export type Figures = { rps: number; p50: number; p99: number; cpuMs: number };
export type Side = { server: Running; shot: (i: number) => Shot };

const CONNECTIONS = 32;

/** Asks for so long over 32 connections, one request at a time on each; an answer that is no success ends the run. */
export async function load({ server, shot }: Side, seconds: number): Promise<Figures> {
  const clients = Array.from({ length: CONNECTIONS }, () => new Client(server.url, { pipelining: 1 }));
  const latencies: number[] = [];
  const cpuBefore = cpuMs(server.pid);
  const begin = performance.now();
  const end = begin + seconds * 1000;
  let next = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < end) {
        const { method, path, headers, body } = shot(next++);
        const sent = performance.now();
        const answer = await client.request({ method, path, headers, body });
        if (answer.statusCode >= 300) throw new Error(`${method} ${path} answered ${answer.statusCode}: ${await answer.body.text()}`);
        await answer.body.dump();
        latencies.push(performance.now() - sent);
      }
    }),
  );
  const took = (performance.now() - begin) / 1000;
  const used = cpuMs(server.pid) - cpuBefore;
  await Promise.all(clients.map((client) => client.close()));
  latencies.sort((a, b) => a - b);
  return {
    rps: round(latencies.length / took),
    p50: at(latencies, 0.5),
    p99: at(latencies, 0.99),
    cpuMs: round(used / latencies.length, 3),
  };
}

/** Ours and theirs in turn, so that a slow moment of the machine meets both; the median of each figure. */
export async function compare(
  name: string,
  ours: Side,
  bare: Side,
  options: { repeats: number; seconds: number },
): Promise<{ name: string; ours: Figures; bare: Figures; ratio: number }> {
  const runs: { ours: Figures[]; bare: Figures[] } = { ours: [], bare: [] };
  await load(ours, 1.5);
  await load(bare, 1.5);
  for (let i = 0; i < options.repeats; i++) {
    runs.ours.push(await load(ours, options.seconds));
    runs.bare.push(await load(bare, options.seconds));
    process.stderr.write(`${name} ${i + 1}/${options.repeats}: ours ${runs.ours.at(-1)?.rps}/s, bare ${runs.bare.at(-1)?.rps}/s\n`);
  }
  const result = { ours: medians(runs.ours), bare: medians(runs.bare) };
  return { name, ...result, ratio: round(result.ours.rps / result.bare.rps, 3) };
}

function medians(figures: Figures[]): Figures {
  const of = (key: keyof Figures): number => median(figures.map((one) => one[key]));
  return { rps: of('rps'), p50: of('p50'), p99: of('p99'), cpuMs: of('cpuMs') };
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export const round = (value: number, digits = 1): number => Number(value.toFixed(digits));
const at = (sorted: number[], share: number): number =>
  round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0, 2);
