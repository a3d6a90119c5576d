import { Controller } from '@nestjs/common';
import { decodeCursor, pageOfRows } from '../http/cursor';
import { Input } from '../http/input';
import { type Answer, Operation } from '../http/operation';
import { Audit, type AuditEntry } from './audit';

@Controller()
export class AuditController {
  constructor(private readonly audit: Audit) {}

  @Operation('audit.list', { allow: ['admin'] })
  async list(@Input() { limit, cursor, action, staffId }: Input<'audit.list'>): Promise<Answer<'audit.list'>> {
    const before = decodeCursor(cursor, ['number'])?.[0] as number | undefined;
    const entries = await this.audit.list({ before, limit: limit + 1, action, staffId });
    const page = pageOfRows(entries, limit, ({ seq }) => [seq]);
    return { items: page.rows.map(show), next: page.next };
  }
}

function show({ seq, at, actorName, action, subject, detail, hash }: AuditEntry): Answer<'audit.list'>['items'][number] {
  return { seq, at: new Date(at).toISOString(), actorName: actorName ?? '系统', action, subject, detail, hash };
}
