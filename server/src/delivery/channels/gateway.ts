import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { fetch } from 'undici';
import { Clock } from '../../platform/clock';
import { Env } from '../../platform/config/env';
import type { Outcome } from './channel';

const TIME_LIMIT_MS = 5_000;
const PATIENCE_MS = 60_000;

/** What a gateway is sent, as JSON by POST. `key` is the same when the same message is sent again: whoever has seen it answers 200. */
export type GatewayMessage = { key: string; to: string; title: string; text: string; page: string };

/**
 * A gateway of one's own: 2xx accepted (a body `{"id": "…"}` names the message), 400/404/410/422 this person cannot be reached, 429 and
 * 503 not now (with Retry-After in seconds), anything else, or no answer, unknown. In place of an address, `file` writes each message as a
 * line of `push/NAME.jsonl` in the data folder.
 */
@Injectable()
export class Gateway {
  constructor(
    private readonly clock: Clock,
    private readonly env: Env,
  ) {}

  async deliver(name: string, target: string, message: GatewayMessage): Promise<Outcome> {
    return target === 'file' ? this.write(name, message) : this.post(target, message);
  }

  private async write(name: string, message: GatewayMessage): Promise<Outcome> {
    const folder = join(this.env.dataDir, 'push');
    await mkdir(folder, { recursive: true });
    await appendFile(join(folder, `${name}.jsonl`), `${JSON.stringify({ at: this.clock.now(), ...message })}\n`);
    return { state: 'accepted', platformId: message.key };
  }

  private async post(target: string, message: GatewayMessage): Promise<Outcome> {
    try {
      const response = await fetch(target, {
        method: 'POST',
        body: JSON.stringify(message),
        headers: { 'content-type': 'application/json', 'idempotency-key': message.key },
        redirect: 'error',
        signal: AbortSignal.timeout(TIME_LIMIT_MS),
      });
      const text = await response.text();
      if (response.ok) return { state: 'accepted', platformId: idIn(text) ?? message.key };
      if ([400, 404, 410, 422].includes(response.status))
        return { state: 'refused', code: response.status, permanent: true, reason: '网关拒绝了这位接收人' };
      if (response.status === 429 || response.status === 503) return this.later(response.status, response.headers.get('retry-after'));
      return { state: 'unknown', reason: `网关答复 ${response.status}，结果不明` };
    } catch {
      return { state: 'unknown', reason: '网关没有答复，结果不明' };
    }
  }

  private later(code: number, retryAfter: string | null): Outcome {
    const seconds = Number(retryAfter);
    const wait = Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : PATIENCE_MS;
    return { state: 'later', code, until: this.clock.now() + wait, pausesChannel: true, reason: '网关忙' };
  }
}

function idIn(text: string): string | null {
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    return typeof id === 'string' ? id.slice(0, 80) : null;
  } catch {
    return null;
  }
}
