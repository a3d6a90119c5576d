import { Controller } from '@nestjs/common';
import { NotFound } from '../errors';
import { Input } from '../http/input';
import { type Answer, Operation } from '../http/operation';
import { Jobs } from './jobs';

@Controller()
export class JobsController {
  constructor(private readonly jobs: Jobs) {}

  @Operation('jobs.get', { allow: ['staff'] })
  async get(@Input() { id }: Input<'jobs.get'>): Promise<Answer<'jobs.get'>> {
    const job = await this.jobs.find(id);
    if (!job) throw new NotFound();
    const { topic, status, done, total } = job;
    // The reason may quote a driver; what staff can do about it is the same for all.
    return { id, topic, status, done: done ?? 0, total, error: status === 'dead' ? '任务未能完成，请联系管理员' : null };
  }
}
