import type { Answer, Input } from '@dianquan/shared/contract/all';
import { Injectable } from '@nestjs/common';
import { Audit } from '../platform/audit/audit';
import { Database } from '../platform/database/database';
import { inList, type Tx } from '../platform/database/sql';
import { NotFound, Refused } from '../platform/errors';
import type { StaffActor } from '../platform/http/actor';
import { decodeCursor, pageOfRows } from '../platform/http/cursor';
import { Jobs } from '../platform/jobs/jobs';
import { Faults } from './faults';
import { topicWords } from './topic-words';

type Letter = Awaited<ReturnType<Jobs['dead']>>[number];

/** What could not be done after all attempts, until somebody decides: once more, or never. */
@Injectable()
export class DeadLettersService {
  constructor(
    private readonly db: Database,
    private readonly audit: Audit,
    private readonly faults: Faults,
    private readonly jobs: Jobs,
  ) {}

  async list(input: Input<'delivery.deadLetters'>): Promise<Answer<'delivery.deadLetters'>> {
    const before = (decodeCursor(input.cursor, ['number'])?.[0] ?? null) as number | null;
    const letters = await this.jobs.dead(input.limit + 1, before);
    const { rows, next } = pageOfRows(letters, input.limit, (letter) => [letter.id]);
    const titles = await this.titles(rows);
    return { items: rows.map((letter) => present(letter, titles.get(campaignOf(letter) ?? 0))), next };
  }

  async retry(me: StaffActor, id: number): Promise<void> {
    await this.decide(me, 'delivery.retry', id, {}, async (tx) => this.jobs.revive(tx, id));
  }

  async drop(me: StaffActor, id: number, reason: string): Promise<void> {
    await this.decide(me, 'delivery.drop', id, { reason }, async (tx) => {
      await this.faults.giveUp(tx, id);
      return this.jobs.drop(tx, id, `已放弃：${reason}`);
    });
  }

  private async decide(
    me: StaffActor,
    action: 'delivery.retry' | 'delivery.drop',
    id: number,
    detail: object,
    work: (tx: Tx) => Promise<boolean>,
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const job = await this.jobs.find(id, tx);
      // A job that never failed is nobody's to decide about, and not theirs to know of.
      if (!job || (job.status !== 'dead' && job.reason === null)) throw new NotFound();
      if (!(await work(tx))) throw new Refused('dead_letter_over');
      await this.audit.record(tx, me, action, `job:${id}`, { topic: job.topic, ...detail });
    });
  }

  private async titles(letters: Letter[]): Promise<Map<number, string>> {
    const ids = inList(letters.flatMap((letter) => campaignOf(letter) ?? []));
    const rows = await this.db.query<{ id: number; message: string }>(
      `SELECT id, message FROM push_campaign WHERE id IN ${ids.sql}`,
      ids.params,
    );
    return new Map(rows.map((row) => [row.id, (JSON.parse(row.message) as { title: string }).title]));
  }
}

const campaignOf = ({ payload }: Letter): number | null => (typeof payload.campaignId === 'number' ? payload.campaignId : null);

function present({ id, topic, attempts, reason, createdAt, finishedAt }: Letter, about: string | undefined) {
  const words = topicWords(topic);
  return {
    id,
    topic,
    title: about === undefined ? words : `${words}：${about}`,
    attempts,
    reason,
    createdAt: new Date(createdAt).toISOString(),
    finishedAt: finishedAt === null ? null : new Date(finishedAt).toISOString(),
  };
}
