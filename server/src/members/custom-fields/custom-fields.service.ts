import type { Answer, Input } from '@dianquan/shared/contract/all';
import type { CustomField } from '@dianquan/shared/contract/shops';
import { ruleConditions, type SegmentRule } from '@dianquan/shared/segment-rule';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/audit';
import { Clock } from '../../platform/clock';
import { Database } from '../../platform/database/database';
import { forUpdate, type Sql, type Tx } from '../../platform/database/sql';
import { Invalid, NotFound, Refused } from '../../platform/errors';
import type { StaffActor } from '../../platform/http/actor';
import { Events } from '../../platform/jobs/events';
import { SegmentChanged } from '../segments/segment-changed';
import { SegmentMembership } from '../segments/segment-membership';

type FieldRow = Omit<CustomField, 'options' | 'required'> & { options: string; required: number };
const COLUMNS = 'id, label, type, options, required, position';

/** Fields of shops that the supplier defines itself. */
@Injectable()
export class CustomFields {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly events: Events,
    private readonly membership: SegmentMembership,
  ) {}

  async list(): Promise<Answer<'customFields.list'>> {
    return { items: await this.all(this.db) };
  }

  async all(sql: Sql): Promise<CustomField[]> {
    const rows = await sql.query<FieldRow>(`SELECT ${COLUMNS} FROM custom_field WHERE removed_at IS NULL ORDER BY position, id`);
    return rows.map(present);
  }

  async create(me: StaffActor, input: Input<'customFields.create'>): Promise<CustomField> {
    refuseWithoutOptions(input);
    return this.db.transaction(async (tx) => {
      await this.refuseTakenLabel(tx, input.label, 0);
      const { insertId } = await tx.execute(
        'INSERT INTO custom_field (label, type, options, required, position, created_at) VALUES (?, ?, ?, ?, ?, ?)',
        [input.label, input.type, optionsOf(input), input.required ? 1 : 0, input.position, this.clock.now()],
      );
      const field = await this.find(tx, insertId);
      await this.audit.record(tx, me, 'customFields.create', `customField:${insertId}`, field);
      return field;
    });
  }

  async update(me: StaffActor, { id, ...change }: Input<'customFields.update'>): Promise<CustomField> {
    return this.db.transaction(async (tx) => {
      const before = await this.find(tx, id, true);
      const after = { ...before, ...change };
      refuseWithoutOptions(after);
      if (after.type !== before.type && (await this.isUsed(tx, id))) throw new Refused('field_in_use');
      await this.refuseTakenLabel(tx, after.label, id);
      await tx.execute('UPDATE custom_field SET label = ?, type = ?, options = ?, required = ?, position = ? WHERE id = ?', [
        after.label,
        after.type,
        optionsOf(after),
        after.required ? 1 : 0,
        after.position,
        id,
      ]);
      await this.audit.record(tx, me, 'customFields.update', `customField:${id}`, { before, change });
      return this.find(tx, id);
    });
  }

  /** Its values go with it; rules that ask for it match nobody any more. */
  async remove(me: StaffActor, id: number): Promise<void> {
    await this.db.transaction(async (tx) => {
      const field = await this.find(tx, id, true);
      await tx.execute('UPDATE custom_field SET removed_at = ? WHERE id = ?', [this.clock.now(), id]);
      await tx.execute('DELETE FROM shop_field_value WHERE field_id = ?', [id]);
      await this.refreshSegments(tx, id);
      await this.audit.record(tx, me, 'customFields.remove', `customField:${id}`, { label: field.label });
    });
  }

  private async refreshSegments(tx: Tx, fieldId: number): Promise<void> {
    const segments = await tx.query<{ id: number; rule: string }>(
      `SELECT id, rule FROM segment WHERE kind = 'rule' AND removed_at IS NULL ORDER BY id`,
    );
    for (const { id, rule } of segments) {
      const asks = ruleConditions(JSON.parse(rule) as SegmentRule).some((one) => one.field === 'custom' && one.id === fieldId);
      if (asks && (await this.membership.refreshSegment(tx, id))) await this.events.publish(tx, new SegmentChanged(id));
    }
  }

  private async find(tx: Tx, id: number, lock = false): Promise<CustomField> {
    const [row] = await tx.query<FieldRow>(
      `SELECT ${COLUMNS} FROM custom_field WHERE id = ? AND removed_at IS NULL${lock ? forUpdate(tx) : ''}`,
      [id],
    );
    if (!row) throw new NotFound();
    return present(row);
  }

  private async isUsed(tx: Tx, id: number): Promise<boolean> {
    return (await tx.query('SELECT id FROM shop_field_value WHERE field_id = ? LIMIT 1', [id])).length > 0;
  }

  /** A label is what a sheet's column is recognised by. */
  private async refuseTakenLabel(tx: Tx, label: string, ownId: number): Promise<void> {
    const taken = await tx.query('SELECT id FROM custom_field WHERE label = ? AND id <> ? AND removed_at IS NULL', [label, ownId]);
    if (taken.length > 0) throw new Invalid({ field: 'label', rule: 'not_unique', zh: '已有同名的自定义字段' });
  }
}

type Shape = Pick<CustomField, 'type' | 'options'>;
const hasOptions = ({ type }: Shape): boolean => type === 'choice' || type === 'choices';
const optionsOf = (field: Shape): string => JSON.stringify(hasOptions(field) ? [...new Set(field.options)] : []);

function refuseWithoutOptions(field: Shape): void {
  if (hasOptions(field) && field.options.length === 0) throw new Invalid({ field: 'options', rule: 'required', zh: '请至少填写一个选项' });
}

function present(row: FieldRow): CustomField {
  return { ...row, options: JSON.parse(row.options) as string[], required: row.required !== 0 };
}
