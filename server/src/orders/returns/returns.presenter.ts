import type { ReturnView } from '@dianquan/shared/contract/returns';
import { groupBy } from '@dianquan/shared/group-by';
import { Injectable } from '@nestjs/common';
import { Database, inList } from '../../platform/database/database';
import { Files } from '../../platform/files/files';
import type { Actor } from '../../platform/http/actor';
import { linesIn, type ReturnRow } from './return-rows';

type LineName = { orderId: number; line: number; name: string; spec: string; baseUnit: string };

/** The only way out of this room for a return. */
@Injectable()
export class ReturnsPresenter {
  constructor(
    private readonly db: Database,
    private readonly files: Files,
  ) {}

  async views(me: Actor, rows: readonly ReturnRow[]): Promise<ReturnView[]> {
    const orderIds = inList([...new Set(rows.map(({ orderId }) => orderId))]);
    const names = await this.db.query<LineName>(
      `SELECT l.order_id AS orderId, l.line, l.name, l.spec, COALESCE(s.base_unit, l.unit) AS baseUnit FROM order_line l
         LEFT JOIN sku s ON s.id = l.sku_id WHERE l.order_id IN ${orderIds.sql}`,
      orderIds.params,
    );
    const ids = inList(rows.map(({ id }) => id));
    const pictures = groupBy(
      await this.db.query<{ id: number; returnId: number; width: number | null; height: number | null }>(
        `SELECT id, attached_id AS returnId, width, height FROM stored_file
         WHERE attached_kind = 'return' AND attached_id IN ${ids.sql} AND deleted_at IS NULL ORDER BY id`,
        ids.params,
      ),
      ({ returnId }) => returnId,
    );
    const byLine = new Map(names.map((one) => [`${one.orderId} ${one.line}`, one]));
    return rows.map((row) => ({
      id: row.id,
      number: row.number,
      orderId: row.orderId,
      orderNumber: row.orderNumber,
      shopId: row.shopId,
      shopName: row.shopName,
      kind: row.kind,
      state: row.state,
      reason: row.reason,
      pictures: (pictures.get(row.id) ?? []).map(({ id, width, height }) => ({
        id,
        url: this.files.url(id, me, 'whole'),
        thumbUrl: this.files.url(id, me, 'thumb'),
        width,
        height,
      })),
      lines: linesIn(row).map(({ line, quantity, agreed, fen }) => {
        const { name = '', spec = '', baseUnit = '' } = byLine.get(`${row.orderId} ${line}`) ?? {};
        return { line, name, spec, baseUnit, quantity, agreed, fen };
      }),
      totalFen: row.totalFen,
      requestedAt: iso(row.requestedAt),
      requestedBy: row.requestedBy,
      decidedAt: row.decidedAt === null ? null : iso(row.decidedAt),
      decidedBy: row.decidedBy,
      decisionNote: row.decisionNote,
      receivedAt: row.receivedAt === null ? null : iso(row.receivedAt),
      refundFen: row.refundFen,
    }));
  }
}

const iso = (at: number): string => new Date(at).toISOString();
