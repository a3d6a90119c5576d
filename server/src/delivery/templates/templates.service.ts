import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { TemplateView } from '@dianquan/shared/contract/delivery';
import type { FieldFault } from '@dianquan/shared/errors';
import { sourceFault } from '@dianquan/shared/push-fields';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database, isDuplicate } from '../../platform/database/database';
import { forUpdate, inList, type Sql, type Tx } from '../../platform/database/sql';
import { Invalid, NotFound, Refused } from '../../platform/errors';
import type { Actor } from '../../platform/http/actor';
import { InboxItems } from '../inbox-items';
import { type Template, templatesWhere } from './template-rows';

type New = Input<'delivery.createTemplate'>;

const REPLACED = '换成了新的模板';

/** The templates that the platform approved for us, and which of them is in force for what. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly inbox: InboxItems,
  ) {}

  async list(): Promise<Answer<'delivery.templates'>> {
    return { items: await present(this.db, await templatesWhere(this.db, '1 = 1')) };
  }

  /** One that was withdrawn before may come back, with what people agreed to by it. */
  async create(me: Actor, input: New): Promise<TemplateView> {
    requireFitting(input);
    try {
      const id = await this.db.transaction((tx) => this.put(tx, me, input));
      return await this.view(id);
    } catch (error) {
      // Somebody else put one in force at the same moment.
      if (isDuplicate(error)) throw new Refused('template_in_use');
      throw error;
    }
  }

  async withdraw(me: Actor, id: number, reason: string): Promise<TemplateView> {
    await this.db.transaction(async (tx) => {
      const [template] = await tx.query<{ withdrawn_at: number | null }>(
        `SELECT withdrawn_at FROM push_template WHERE id = ?${forUpdate(tx)}`,
        [id],
      );
      if (!template) throw new NotFound();
      if (template.withdrawn_at !== null) throw new Refused('template_withdrawn');
      await this.end(tx, 'id = ?', id, reason);
      await this.audit.record(tx, me, 'delivery.withdrawTemplate', `template:${id}`, { reason });
    });
    return this.view(id);
  }

  /** The platform does not know it any more: nothing more is sent by it, and whoever looks after templates is told, once. */
  async lose(tx: Tx, id: number, reason: string): Promise<void> {
    const [template] = await templatesWhere(tx, 'id = ? AND withdrawn_at IS NULL', [id]);
    if (!template || !(await this.end(tx, 'id = ?', id, reason))) return;
    const people = await tx.query<{ accountId: number }>(
      `SELECT DISTINCT f.account_id AS accountId FROM staff f JOIN staff_role r ON r.staff_id = f.id
       WHERE f.disabled_at IS NULL AND r.role IN ('manager', 'admin')`,
    );
    const at = this.clock.now();
    await this.inbox.add(
      tx,
      people.map(({ accountId }) => ({
        accountId,
        memberId: null,
        kind: 'system' as const,
        title: `消息模板已失效：${template.title}`,
        excerpt: `${reason}，这类提醒已改用其他通道。请在微信后台重新申请，再换上新模板。`,
        page: '/manager/push-templates/index',
        subject: `template-lost:${id}:${at}`,
        at,
      })),
    );
  }

  private async put(tx: Tx, me: Actor, { use, platformId, title, fields }: New): Promise<number> {
    const [known] = await tx.query<{ id: number; withdrawn_at: number | null }>(
      `SELECT id, withdrawn_at FROM push_template WHERE platform_id = ?${forUpdate(tx)}`,
      [platformId],
    );
    if (known && known.withdrawn_at === null) throw new Refused('template_in_use');
    await this.end(tx, 'active_key = ?', use, REPLACED);
    const values = [use, title, JSON.stringify(fields), this.clock.now(), use];
    const written = known
      ? await tx.execute(
          `UPDATE push_template SET use_key = ?, title = ?, fields = ?, created_at = ?, active_key = ?, withdrawn_at = NULL,
             withdrawn_reason = NULL WHERE id = ?`,
          [...values, known.id],
        )
      : await tx.execute(
          'INSERT INTO push_template (use_key, title, fields, created_at, active_key, platform_id) VALUES (?, ?, ?, ?, ?, ?)',
          [...values, platformId],
        );
    const id = known?.id ?? written.insertId;
    await this.audit.record(tx, me, 'delivery.createTemplate', `template:${id}`, { use, platformId, title });
    return id;
  }

  /** True when there was one to end. */
  private async end(tx: Tx, where: 'id = ?' | 'active_key = ?', value: number | string, reason: string): Promise<boolean> {
    const { affected } = await tx.execute(
      `UPDATE push_template SET active_key = NULL, withdrawn_at = ?, withdrawn_reason = ? WHERE ${where} AND withdrawn_at IS NULL`,
      [this.clock.now(), reason, value],
    );
    return affected > 0;
  }

  private async view(id: number): Promise<TemplateView> {
    const [view] = await present(this.db, await templatesWhere(this.db, 'id = ?', [id]));
    if (!view) throw new NotFound();
    return view;
  }
}

function requireFitting({ use, fields }: New): void {
  const faults = fields.flatMap((field, i): FieldFault[] => {
    const zh = sourceFault(use, field);
    if (zh !== null) return [{ field: `fields.${i}.source`, rule: 'one_of', zh }];
    const isTwice = fields.findIndex(({ key }) => key === field.key) < i;
    return isTwice ? [{ field: `fields.${i}.key`, rule: 'not_unique', zh: `字段 ${field.key} 出现了两次` }] : [];
  });
  if (faults.length > 0) throw new Invalid(faults);
}

async function present(sql: Sql, templates: Template[]): Promise<TemplateView[]> {
  const ids = inList(templates.map(({ id }) => id));
  const counts = await sql.query<{ id: number; people: number; left: number }>(
    `SELECT template_id AS id, COUNT(*) AS people, SUM(granted - sent - held) AS \`left\` FROM push_consent
     WHERE template_id IN ${ids.sql} AND ended_at IS NULL AND granted > sent + held GROUP BY template_id`,
    ids.params,
  );
  const byId = new Map(counts.map((count) => [count.id, count]));
  return templates.map(({ createdAt, withdrawnAt, ...template }) => ({
    ...template,
    createdAt: new Date(createdAt).toISOString(),
    withdrawnAt: withdrawnAt === null ? null : new Date(withdrawnAt).toISOString(),
    people: Number(byId.get(template.id)?.people ?? 0),
    left: Number(byId.get(template.id)?.left ?? 0),
  }));
}
